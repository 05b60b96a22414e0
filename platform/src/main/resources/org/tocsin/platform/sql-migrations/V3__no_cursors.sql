-- Subscribers read again from the logs and by kind; see docs/adr/011.
drop table event_cursor;
