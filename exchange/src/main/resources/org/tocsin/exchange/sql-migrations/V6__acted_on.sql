create table acted_on (
    reporter text not null,
    log text not null,
    idx bigint not null,
    primary key (reporter, log, idx)
);
