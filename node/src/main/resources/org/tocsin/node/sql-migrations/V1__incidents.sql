-- What is kept in memory, written behind; its lines stand in the event log, which names it.
create table incident (
    id text not null primary key,
    body text not null
);
