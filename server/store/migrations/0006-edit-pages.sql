-- Steps on the page of a CRM's record: what the record must be like, and a mark of what it was when the step began.
alter table task add column watch jsonb, add column seen text;
create index task_on_record on task (
  (content -> 'target' ->> 'system'), (content -> 'target' ->> 'type'), (content -> 'target' ->> 'id')
) where watch is not null and ended_at is null;
