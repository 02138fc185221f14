-- The first schema. Tables are no public interface; the REST addresses under /docs are.

create table account (
  id text primary key,
  login text not null unique,
  name text not null,
  email text,
  password_hash text,
  manager text references account on delete set null,
  active boolean not null default true,
  -- Tokens issued before this moment are refused.
  tokens_valid_after timestamptz,
  created_at timestamptz not null default now()
);

create table role (
  id text primary key,
  name text not null
);

create table account_role (
  account text not null references account on delete cascade,
  role text not null references role on delete cascade,
  primary key (account, role)
);
create index account_role_by_role on account_role (role);

create table permission_grant (
  role text not null references role on delete cascade,
  permission text not null,
  primary key (role, permission)
);

create table oidc_payload (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  user_code text,
  uid text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id)
);
create index oidc_payload_by_grant on oidc_payload (grant_id) where grant_id is not null;
create index oidc_payload_by_uid on oidc_payload (model, uid) where uid is not null;
create index oidc_payload_by_user_code on oidc_payload (model, user_code) where user_code is not null;
create index oidc_payload_by_expiry on oidc_payload (expires_at) where expires_at is not null;

create table setting (
  key text primary key,
  value jsonb not null
);

create table system (
  id text primary key,
  kind text not null,
  name text not null,
  origins jsonb not null
);

create table definition (
  key text not null,
  version integer not null,
  name text not null,
  facts jsonb not null,
  files jsonb not null,
  compiled jsonb not null,
  active boolean not null default true,
  deployed_at timestamptz not null,
  deployed_by text,
  primary key (key, version)
);

create table instance (
  id text primary key,
  process text not null,
  version integer not null,
  state jsonb not null,
  status text not null,
  caption text not null,
  -- The record that it was started on: {system, type, id, title, url}.
  record jsonb,
  started_by text,
  started_at timestamptz not null,
  ended_at timestamptz,
  incident jsonb,
  revision integer not null,
  foreign key (process, version) references definition
);
create index instance_by_start on instance (started_at desc, id);
create index instance_by_process on instance (process, started_at desc);

create table step_log (
  instance text not null references instance on delete cascade,
  position integer not null,
  at timestamptz not null,
  element text,
  event text not null,
  actor text,
  data jsonb not null,
  primary key (instance, position)
);

create table task (
  id text primary key,
  instance text not null references instance on delete cascade,
  step text not null,
  element text not null,
  kind text not null,
  title text not null,
  hint text,
  content jsonb not null,
  performer_user text,
  performer_role text,
  record jsonb,
  start timestamptz not null,
  due timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  ended_by text,
  unique (instance, step)
);
create index task_open_by_user on task (performer_user) where ended_at is null;
create index task_open_by_role on task (performer_role) where ended_at is null;

create table channel (
  account text primary key references account on delete cascade,
  epoch text not null,
  -- Offset of the newest event; raised in the transaction that adds it, so that offsets have no gaps.
  head integer not null
);

create table channel_event (
  account text not null references channel on delete cascade,
  "offset" integer not null,
  -- The event as it travels, serialised once.
  body text not null,
  at timestamptz not null default now(),
  primary key (account, "offset")
);
create index channel_event_by_age on channel_event (at);

create table command_answer (
  account text not null references account on delete cascade,
  command text not null,
  -- Null only inside the transaction that carries the command out.
  answer text,
  at timestamptz not null default now(),
  primary key (account, command)
);
create index command_answer_by_age on command_answer (at);
