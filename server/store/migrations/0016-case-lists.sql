-- What lists of cases show without reading their states: the stage by its name, and how the case agrees with the CRM.
alter table record_case add column stage_name text;
update record_case set stage_name = stage;
alter table record_case alter column stage_name set not null;
-- agreed | writing | conflict | apart
alter table record_case add column agreement text not null default 'agreed';
