create table report (
    id text not null primary key,
    reporter text not null,
    subject text not null,
    attack text not null,
    observed bigint not null,
    received bigint not null
);

create index report_received on report (received);

create table member_trust (
    member text not null primary key,
    prior text not null,
    alpha double precision not null,
    beta double precision not null,
    at bigint not null
);

create table allowance (
    subject text not null primary key,
    who text not null,
    until bigint not null
);

create table imported_list (
    name text not null primary key,
    action text not null,
    until bigint not null,
    entries text not null
);
