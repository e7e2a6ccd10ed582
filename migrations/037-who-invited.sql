-- Whose word an invitation is: it is worth something while they are an admin. Those that were sent before are nobody's, and are sent again.
alter table staff_invitation add column invited_by_id uuid;
