-- The table of connect-pg-simple (sid, sess, expire) with real time stamps and what our own store needs.
create table session (
  sid             text primary key,              -- SHA-256 of the id in the cookie, base64url: never the id itself
  sess            jsonb not null,
  expire          timestamptz not null,          -- idle limit, moved forward while the session is used
  expire_absolute timestamptz not null,          -- never moved
  lifetime        interval not null,             -- how long the session lives without being used
  version         integer not null default 1,    -- raised by every change
  shopper_id      uuid,                          -- the customer who is signed in
  user_agent      text not null default '',
  created_at      timestamptz not null default now(),
  seen_at         timestamptz not null default now(),
  ended_at        timestamptz,                   -- a tombstone: the row can never be written again
  ended_by        text check (ended_by in ('login', 'logout', 'device'))
);
create index session_expire on session (expire);
create index session_shopper on session (shopper_id) where shopper_id is not null;
