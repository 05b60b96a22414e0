create index event_log_kind on event_log (kind, sequence);
