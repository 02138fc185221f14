-- After each record of a bulk somebody asks whether any is left: without going over all that are done.
create index bulk_item_waiting on bulk_item (bulk) where status = 'waiting';
