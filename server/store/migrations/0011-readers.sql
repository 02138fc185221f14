-- How a person reads, as their extension has last said: mails are written to them in it. Null: nothing said yet.
alter table account
  add column language text,
  add column time_zone text;
