-- What the shop says of itself and how its mails begin and end: what is set here stands above what the environment says. A part of the
-- catalogue's revision: who changes a row raises it. `delivery` and `taxes` hold nothing but the version of the tables of those names,
-- which are changed as a whole.
create table setting (
  setting text primary key check (setting in ('shop', 'mail', 'delivery', 'taxes')),
  value   jsonb not null default '{}',
  version integer not null default 1
);
insert into setting (setting) values ('shop'), ('mail'), ('delivery'), ('taxes');
