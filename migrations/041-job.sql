-- Work that one of all processes does every so often: whichever asks first when it is due.
create table job (
  job          text primary key,
  due_at       timestamptz not null,
  holder       uuid,                        -- who is at it
  leased_until timestamptz,                 -- a process is at it; when that has died, another takes over after this
  done_at      timestamptz,                 -- when it was last done to the end
  failures     integer not null default 0   -- since then
);
