create table full_trust (
    reporter text not null,
    subject text not null,
    until bigint not null,
    primary key (reporter, subject)
);

create table confirmed (
    reporter text not null,
    subject text not null,
    at bigint not null,
    primary key (reporter, subject)
);

create index report_word on report (reporter, subject);
