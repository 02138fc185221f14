-- Processes that begin, wait and act by themselves; what administrators see and do.

-- One row for each process; its versions are in `definition`.
create table process (
  key text primary key,
  -- The version that new instances run; null: none may start and none is offered.
  actual integer not null,
  -- active | no-new-starts | inactive
  state text not null default 'active',
  tracing boolean not null default false,
  quick_launch boolean not null default false,
  -- Days after which ended instances are deleted; null: the setting of the server.
  retention_days integer,
  changed_at timestamptz not null,
  changed_by text,
  foreign key (key, actual) references definition (key, version)
);
insert into process (key, actual, changed_at, changed_by)
  select key, version, deployed_at, deployed_by from definition where active;
alter table definition drop column active;
-- What was not known of processes before.
update definition set facts = jsonb_build_object('recordParameter', null, 'parameters', '[]'::jsonb,
  'starts', '[]'::jsonb, 'quickLaunch', false, 'elements', '[]'::jsonb, 'calls', '[]'::jsonb) || facts;

-- Who may start a process by hand; without rows: everybody who may run processes (behaviour 3.7).
create table process_permission (
  process text not null references process on delete cascade,
  position integer not null,
  account text references account on delete cascade,
  role text references role on delete cascade,
  allowed boolean not null,
  primary key (process, position)
);

-- What was done to a process: deployed, activated, configured, by whom.
create table process_log (
  process text not null references process on delete cascade,
  position integer not null,
  at timestamptz not null,
  actor text,
  event text not null,
  data jsonb not null,
  primary key (process, position)
);

-- Start events of the actual version that fire by themselves.
create table start_trigger (
  process text not null references process on delete cascade,
  element text not null,
  -- timer | message | signal | record
  kind text not null,
  -- The message or signal; for records `system:type` or `kind:type`.
  name text,
  spec jsonb not null,
  -- Schedules: counted from this moment, so many moments have passed, the next is then.
  since timestamptz not null,
  passed integer not null default 0,
  next_at timestamptz,
  last_at timestamptz,
  primary key (process, element)
);
create index start_trigger_by_name on start_trigger (kind, name);

-- A step changes no indexed column of its instance: with room in the page, no index has to be touched.
alter table instance set (fillfactor = 80);
alter table instance add column parent text references instance on delete set null;
alter table instance add column parent_step text;
-- The first of a chain of calls; an instance that nobody called is its own root.
alter table instance add column root text;
alter table instance add column business_key text;
-- How it was started: person | bulk | timer | message | signal | record | call | rest | command-line
alter table instance add column origin text not null default 'person';
alter table instance add column traced boolean not null default false;
-- When it went into *Error*; null: it is not in it.
alter table instance add column failed_at timestamptz;
-- Position of the newest line of its log.
alter table instance add column log_head integer not null default 0;
update instance set log_head = (select coalesce(max(position), 0) from step_log where step_log.instance = instance.id);
update instance set failed_at = started_at where status = 'error';
update instance set root = id;
create index instance_by_parent on instance (parent) where parent is not null;
-- Milliseconds, from its beginning to its end.
alter table instance add column duration double precision
  generated always as (extract(epoch from ended_at - started_at) * 1000) stored;

-- The log, one index for each way to sort: read from either end, entered at the last row of the page before.
-- What filters compare is included, so that rows which do not fit are passed over without being fetched.
drop index instance_by_start;
create index instance_by_start on instance (started_at, id)
  include (process, version, status, origin, started_by);
create index instance_by_end on instance (ended_at, id) where ended_at is not null;
create index instance_by_duration on instance (duration, id) where ended_at is not null;
drop index instance_by_process;
create index instance_by_process on instance (process, started_at, id) include (version, status);
create index instance_by_status on instance (status, started_at, id) include (process, version);
create index instance_by_owner on instance (started_by, started_at, id);
-- The statistics read nothing but this.
create index instance_completed on instance (ended_at) include (process, version, started_by, duration, id)
  where status = 'completed';
create index instance_by_business_key on instance (business_key) where business_key is not null;

-- Searching for a part of a caption, with what every PostgreSQL brings along: each three characters in a row.
create function trigrams(text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct substr(folded, position, 3)), '{}')
  from (select lower($1) as folded) as given, generate_series(1, length(folded) - 2) as position
$$;
create index instance_by_caption on instance using gin (trigrams(caption));
create index instance_by_root on instance (root);
create index instance_failed on instance (failed_at) where failed_at is not null;

-- What keeps the performer from the page: record-closed | record-gone; null: nothing that is known of.
alter table task add column obstacle text;

-- One row for each step: what the log and the statistics show.
create table step (
  instance text not null references instance on delete cascade,
  id text not null,
  element text not null,
  type text not null,
  name text not null,
  parent text,
  index integer,
  -- running | completed | cancelled | skipped | error
  status text not null,
  entered_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  outcome jsonb,
  -- The incident, while it stands.
  incident jsonb,
  -- Milliseconds, from its beginning to its end.
  duration double precision generated always as (extract(epoch from ended_at - entered_at) * 1000) stored,
  primary key (instance, id)
);
create index step_open_by_element on step (element, instance) where status in ('running', 'error');

-- What an instance waits for from outside.
create table subscription (
  instance text not null references instance on delete cascade,
  id text not null,
  step text not null,
  element text not null,
  -- message | signal | record
  kind text not null,
  name text not null,
  spec jsonb not null,
  primary key (instance, id)
);
create index subscription_by_name on subscription (kind, name);

-- System actions: executed by workers, retried, at last dead until an administrator retries them. Topics that
-- do not begin with `throughline:` are for the author's own workers, who lock a job while they are at it.
create table job (
  instance text not null references instance on delete cascade,
  step text not null,
  element text not null,
  topic text not null,
  -- ready | running | retrying | dead
  status text not null,
  inputs jsonb not null,
  variables jsonb not null,
  attempts integer not null default 0,
  max_attempts integer not null,
  next_at timestamptz,
  problem text,
  locked_by text,
  locked_until timestamptz,
  created_at timestamptz not null,
  primary key (instance, step)
);
create index job_dead on job (created_at) where status = 'dead';
create index job_by_topic on job (topic, created_at) where status <> 'dead' and topic not like 'throughline:%';

-- Records that an instance has to do with (behaviour 4.4).
create table instance_record (
  instance text not null references instance on delete cascade,
  system text not null,
  type text not null,
  id text not null,
  title text,
  url text,
  -- started | connected | task
  how text not null,
  primary key (instance, system, type, id)
);
create index instance_record_by_record on instance_record (system, type, id);
insert into instance_record (instance, system, type, id, title, url, how)
  select id, record->>'system', record->>'type', record->>'id', record->>'title', record->>'url', 'started'
  from instance where record is not null;

-- Variables before and after a step, of traced instances (behaviour 4.5).
create table trace (
  instance text not null references instance on delete cascade,
  step text not null,
  moment text not null,
  at timestamptz not null,
  variables jsonb not null,
  primary key (instance, step, moment)
);

-- Many starts or cancellations in one go.
create table bulk (
  id text primary key,
  -- start | cancel
  kind text not null,
  account text references account on delete cascade,
  title text not null,
  detail jsonb not null,
  total integer not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create table bulk_item (
  bulk text not null references bulk on delete cascade,
  position integer not null,
  -- The record to start on, or the instance to cancel.
  subject jsonb not null,
  -- waiting | done | failed
  status text not null,
  instance text,
  problem text,
  primary key (bulk, position)
);

create index bulk_by_age on bulk (created_at);

-- Servers at work. Each holds its advisory lock while it lives: what a dead one had taken up is given free.
create table worker_node (
  id text primary key,
  lock bigint not null,
  workers text[] not null
);

create table saved_view (
  account text not null references account on delete cascade,
  id text not null,
  name text not null,
  filter jsonb not null,
  primary key (account, id)
);

-- How the server reaches a CRM. `secret` is encrypted.
create table system_connection (
  system text primary key references system on delete cascade,
  kind text not null,
  settings jsonb not null,
  secret bytea,
  checked_at timestamptz,
  problem text
);

-- Record events: where polling stands, and by which token webhooks are known.
create table record_feed (
  system text not null references system on delete cascade,
  type text not null,
  cursor jsonb,
  polled_at timestamptz,
  problem text,
  primary key (system, type)
);
create table webhook (
  system text primary key references system on delete cascade,
  token_hash text not null,
  created_at timestamptz not null,
  last_at timestamptz
);
