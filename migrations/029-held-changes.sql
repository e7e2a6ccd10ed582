-- Changes of many products that wait for whoever asked for them to say yes: what each line of a file, or of a form, would do.
-- Reference tables, of the admin alone. What was not confirmed in time is deleted when the next one comes.
create table held_change (
  held_id    uuid primary key,
  shopper_id uuid not null,
  kind       text not null check (kind in ('import', 'prices')),
  title      text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index held_change_expires_at on held_change (expires_at);
create index held_change_shopper on held_change (shopper_id);

create table held_line (
  held_id uuid not null references held_change (held_id) on delete cascade,
  line    integer not null,
  outcome text not null check (outcome in ('add', 'change', 'same', 'error')),
  sku     text not null,
  product text not null,
  -- The fields that differ, as they were and as they are to be; of what is new, all of them.
  before  jsonb,
  after   jsonb,
  error   text not null default '',
  primary key (held_id, line)
);
create index held_line_outcome on held_line (held_id, outcome, line);
