-- Who waits for a system action: {account, command}; null: nobody.
alter table job add column acting jsonb;
