alter table own_payload add column erase_after bigint;

create index own_payload_erase on own_payload (erase_after) where erase_after is not null;

alter table followed_entry add column erase_after bigint;

create index followed_entry_erase on followed_entry (erase_after) where erase_after is not null;
