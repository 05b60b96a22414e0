drop table own_number;

create table own_shown (
    id bigint not null primary key,
    number bigint not null,
    signed bytea not null
);
