create table withdrawn (
    reporter text not null,
    log text not null,
    id text not null,
    idx bigint not null,
    at bigint not null,
    primary key (reporter, log, id)
);
