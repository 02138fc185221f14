-- Activities: calendar records, of steps and made by hand; who stands in for whom; what people are reminded of.

create table activity (
  id text primary key,
  -- The task of the step that it belongs to. Title, start, due and performer are the task's then, and stand there
  -- only; null: made by hand.
  task text unique references task on delete cascade,
  title text,
  owner text references account on delete set null,
  role text references role on delete set null,
  start timestamptz,
  due timestamptz,
  category text not null,
  description text,
  -- not-started | in-progress | completed | cancelled
  status text not null default 'not-started',
  -- Of those made by hand: {code, label}. What a step was completed with stands with the step.
  result jsonb,
  details text,
  author text,
  -- low | medium | high
  priority text not null default 'medium',
  show_in_calendar boolean not null default true,
  remind_at timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  check (task is not null or (title is not null and start is not null and due >= start))
);
create index activity_by_time on activity using gist (tstzrange(start, due, '[]')) where task is null;
create index activity_reminding on activity (id) where remind_at is not null and ended_at is null;

-- Of tasks that have one; no reference, the other table has it.
alter table task add column activity text;
-- The employee whose manager performs it, where that is so.
alter table task add column manager_of text;
create index task_by_time on task using gist (tstzrange(start, greatest(start, due), '[]')) where activity is not null;

create table activity_participant (
  activity text not null references activity on delete cascade,
  account text not null references account on delete cascade,
  primary key (activity, account)
);
create index activity_participant_by_account on activity_participant (account);

-- Records in whose history it stands.
create table activity_record (
  activity text not null references activity on delete cascade,
  system text not null,
  type text not null,
  id text not null,
  title text,
  url text,
  primary key (activity, system, type, id)
);
create index activity_record_by_record on activity_record (system, type, id);

-- What a person did with a reminder. It counts as long as the activity reminds at that same moment.
create table reminder_answer (
  activity text not null references activity on delete cascade,
  account text not null references account on delete cascade,
  remind_at timestamptz not null,
  -- Snoozed until then; null: dismissed.
  until timestamptz,
  primary key (activity, account)
);

create table absence (
  account text primary key references account on delete cascade,
  "from" timestamptz not null,
  until timestamptz not null,
  deputy text not null references account on delete cascade,
  -- Whether it is on: turned at its beginning and end, in the transaction that tells the deputy.
  active boolean not null default false
);
create index absence_by_deputy on absence (deputy) where active;

-- Secret addresses under which calendar programs read somebody's activities. Only their hashes are kept.
create table calendar_address (
  account text primary key references account on delete cascade,
  secret_hash text not null unique,
  created_at timestamptz not null
);

-- A *Perform task* always has an activity: those that are there already get theirs.
insert into activity (id, task, category, description, status, author, created_at, ended_at)
  select gen_random_uuid()::text, task.id, task.content->>'category', task.content->>'description',
    case when task.ended_at is null then 'not-started' when task.ended_reason = 'completed' then 'completed' else 'cancelled' end,
    instance.started_by, task.created_at, task.ended_at
  from task join instance on instance.id = task.instance
  where task.kind = 'perform-task';
update task set activity = activity.id from activity where activity.task = task.id;
insert into activity_record (activity, system, type, id, title, url)
  select activity.id, task.record->>'system', task.record->>'type', task.record->>'id', task.record->>'title',
    task.record->>'url'
  from activity join task on task.id = activity.task where task.record is not null;
