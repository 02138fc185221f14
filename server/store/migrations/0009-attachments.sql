-- Files that people attach to the e-mails of their steps, while those wait; the page of the task says what they are
-- called and how large they are.
create table task_attachment (
  task text not null references task on delete cascade,
  id text not null,
  bytes bytea not null,
  primary key (task, id)
);
