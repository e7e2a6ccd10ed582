-- Only a second factor whose first code was right is kept: nothing waits for one any more.
delete from second_factor where confirmed_at is null;
alter table second_factor drop column confirmed_at;
