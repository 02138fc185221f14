-- Tokens that people make for programs of theirs: pipelines, the command line. Only their hashes are kept.
create table access_token (
  id text primary key,
  account text not null references account on delete cascade,
  name text not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz
);
create index access_token_by_account on access_token (account, created_at);
