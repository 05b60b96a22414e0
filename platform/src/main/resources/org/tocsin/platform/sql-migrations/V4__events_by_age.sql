create index event_log_at on event_log (at);
