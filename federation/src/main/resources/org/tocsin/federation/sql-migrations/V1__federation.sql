create table peer (
    fingerprint text not null primary key,
    domain text not null,
    urls text not null,
    state text not null,
    peer_group text not null,
    full_trust bigint not null,
    descriptor bytea not null
);

create table invitation (
    secret_hash text not null primary key,
    expires bigint not null,
    used_by text
);

create table followed_log (
    peer text not null,
    origin text not null,
    held bytea not null,
    primary key (peer, origin)
);

create table followed_entry (
    peer text not null,
    origin text not null,
    idx bigint not null,
    entry bytea not null,
    salt bytea,
    payload bytea,
    wanted bigint not null,
    primary key (peer, origin, idx)
);

create index followed_entry_wanted on followed_entry (peer, origin, idx) where wanted = 1;

create table evidence (
    peer text not null,
    about text not null,
    what text not null,
    held bytea not null,
    shown bytea not null,
    seen bigint not null,
    primary key (peer, about)
);

create table own_number (
    id bigint not null primary key,
    number bigint not null
);

create table own_payload (
    log bigint not null,
    idx bigint not null,
    salt bytea not null,
    wrapped_key bytea not null,
    nonce bytea not null,
    ciphertext bytea not null,
    primary key (log, idx)
);

create table own_payload_next (
    log bigint not null primary key,
    next bigint not null
);
