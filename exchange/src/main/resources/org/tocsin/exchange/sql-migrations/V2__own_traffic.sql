create table own_traffic (
    host text not null primary key,
    completed bigint not null,
    good bigint not null
);
