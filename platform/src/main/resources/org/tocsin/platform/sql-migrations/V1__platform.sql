create table event_log (
    sequence bigint not null primary key,
    kind text not null,
    at bigint not null,
    body text not null
);

create table event_cursor (
    subscriber text not null primary key,
    sequence bigint not null
);

create table access_token (
    hash text not null primary key,
    name text not null unique,
    role text not null,
    created bigint not null
);
