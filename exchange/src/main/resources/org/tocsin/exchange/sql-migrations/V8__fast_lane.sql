create table fast_lane (
    subject text not null primary key,
    reporter text not null,
    renewed bigint not null,
    renewals bigint not null
);
