-- Texts of steps in the other languages of their process; the title apart, because lists show it.
alter table task add column titles jsonb, add column translations jsonb;
