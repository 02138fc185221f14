-- The author of an activity is reminded at a time of their own. Until now those made by hand reminded both at one time.
alter table activity add column remind_author_at timestamptz;
update activity set remind_author_at = remind_at where task is null and author is distinct from owner;

drop index activity_reminding;
create index activity_reminding on activity (id)
  where (remind_at is not null or remind_author_at is not null) and ended_at is null;
