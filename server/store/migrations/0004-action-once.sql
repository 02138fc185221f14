-- System actions that may not happen twice: what was begun, and what came of it.
create table action_once (
  key text primary key,
  -- begun | told | done. `told`: an administrator has been told that nobody knows what came of it.
  state text not null,
  outputs jsonb,
  at timestamptz not null
);
create index action_once_by_age on action_once (at);
