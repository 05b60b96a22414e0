-- What an imported list names and what is spared: whoever asks about such an address is told so.
alter table imported_list add column spared text not null default '';
