-- Whom the CRM took the server for at the last check that went well; null: there was none, or it did not say.
alter table system_connection add column signed_in_as text;
