create table quorum_block (
    subject text not null primary key,
    until bigint not null
);

create table own_log (
    log text not null primary key,
    began bigint not null
);
