-- Only a second factor whose first code was right is kept: nothing waits for one any more.
delete from second_factor where confirmed_at is null;
alter table second_factor drop column confirmed_at;

-- A password of 8 to 14 characters, chosen beside a second factor, is not enough without one.
alter table customer add column short_password boolean not null default false;
