-- Who has been asked to work in the shop, until they accept. A reference table, as staff_role is. One for each address; sending it
-- again makes the link that was sent before worthless.
create table staff_invitation (
  invitation_id uuid primary key,
  email         text not null unique,
  role          text not null check (role in ('staff', 'admin')),
  staff_role    text references staff_role (staff_role),
  token_hash    text not null unique,      -- SHA-256, base64url: never the token itself
  invited_by    text not null,
  sent_at       timestamptz not null default now(),
  expires_at    timestamptz not null,
  check ((role = 'staff') = (staff_role is not null))
);
create index staff_invitation_expires_at on staff_invitation (expires_at);

-- Whether anybody has a role is asked before it is removed.
create index customer_staff_role on customer (staff_role) where staff_role is not null;
create index staff_invitation_staff_role on staff_invitation (staff_role) where staff_role is not null;
