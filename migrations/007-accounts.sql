-- When the customer has shown that mail to the address arrives.
alter table customer add column email_confirmed_at timestamptz;

-- Whether the login took the second factor, too. When it was is created_at: each login makes a session.
alter table session add column second_factor boolean not null default false;

-- What a link in a mail, or the step between password and second factor, proves. Found, and distributed, by its hash.
create table account_token (
  token_hash text primary key,           -- SHA-256, base64url: never the token itself
  purpose    text not null check (purpose in ('reset-password', 'confirm-email', 'log-in')),
  shopper_id uuid not null,
  email      text not null,              -- the address it was sent to, which becomes the customer's
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index account_token_shopper on account_token (shopper_id);
create index account_token_expires_at on account_token (expires_at);

-- Mail to be sent: written in the transaction of what it tells of, sent afterwards by any process.
create table mail (
  mail_id    uuid primary key,
  recipient  text not null,
  subject    text not null,
  body       text not null,              -- emptied when it is sent: it may hold a token
  created_at timestamptz not null default now(),
  due_at     timestamptz not null default now(),
  attempts   integer not null default 0,
  last_error text not null default '',
  sent_at    timestamptz
);
create index mail_due on mail (due_at) where sent_at is null;
create index mail_sent_at on mail (sent_at) where sent_at is not null;

-- The generic cell rate algorithm: each request moves free_at on, and too far ahead of now is too many.
create table rate_limit (
  key     text primary key,              -- the rule and a hash of whom it counts
  burst   integer not null,              -- so many at once,
  every_s float8 not null,               -- and from then on one every so many seconds
  free_at timestamptz not null           -- from this moment on nothing counts any more
);
create index rate_limit_free_at on rate_limit (free_at);

-- A secret shared with an authenticator app. Counts only once a first code has confirmed it.
create table second_factor (
  shopper_id   uuid primary key,
  secret       text not null,            -- encrypted, see src/accounts/second-factor
  confirmed_at timestamptz,
  last_step    bigint not null default 0 -- the time step of the last code: each is taken once
);

create table recovery_code (
  shopper_id uuid not null,
  code_hash  text not null,
  primary key (shopper_id, code_hash)
);

-- Who was let do what in the admin, and who was not. Rows are added, never changed.
create table audit (
  audit_id   uuid primary key,
  at         timestamptz not null default now(),
  actor_id   uuid,
  actor_name text not null,
  action     text not null,              -- the method and path of the request
  outcome    text not null check (outcome in ('allowed', 'refused')),
  request_id text not null
);
create index audit_at on audit (at);
