-- Cases as the record's page, the board and the figures read them; their state itself stands with the instance.

create table record_case (
  instance text primary key references instance on delete cascade,
  process text not null,
  system text not null,
  type text not null,
  record text not null,
  stage text not null,
  -- Since when it is in this stage.
  since timestamptz not null,
  -- The revision of the instance that brought the stage, or what is to be decided about it.
  turned integer not null,
  ended_at timestamptz
);
-- A record runs one case at a time (behaviour 8.1).
create unique index record_case_running on record_case (system, type, record) where ended_at is null;
create index record_case_by_record on record_case (system, type, record);
create index record_case_by_stage on record_case (process, stage, since, instance) where ended_at is null;

-- Each stay in a stage.
create table stage_visit (
  instance text not null references instance on delete cascade,
  position integer not null,
  stage text not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  primary key (instance, position)
);

-- Who looks at a record, and is told of its case until then.
create table case_watch (
  system text not null,
  type text not null,
  record text not null,
  account text not null references account on delete cascade,
  until timestamptz not null,
  primary key (system, type, record, account)
);
create index case_watch_by_account on case_watch (account);
create index case_watch_by_age on case_watch (until);

-- Ten thousand cases wait for changes of ten thousand records of one type: each change finds its own.
create index subscription_by_record on subscription (name, (spec #>> '{on,id}')) where kind = 'record';
