create table own_said (
    log text not null primary key,
    next bigint not null
);
