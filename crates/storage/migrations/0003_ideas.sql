-- What comes of an evening's talk, and what a school writes down without one: the ideas box, trial notes on
-- practicals, and who drafted a practical of the school's own. The five source columns say which message of
-- which chat it was saved from. Chats belong to networks, so nothing here refers to their rows; when the
-- message's author is erased, the credit reads “erased”, and message and link are gone.

create table idea (
    school_id text not null references school (id),
    id text not null,
    words text not null,
    written_by text,
    written_by_name text not null,
    written_at bigint not null,
    outcome text,
    settled_by_name text,
    settled_at bigint,
    source_network text,
    source_chat text,
    source_message text,
    source_credit text,
    source_link text,
    primary key (school_id, id)
);
create index idea_by_time on idea (school_id, written_at);
create index idea_from_message on idea (source_network, source_message);

create table practical_note (
    school_id text not null,
    id text not null,
    practical_id text not null,
    words text not null,
    written_by text,
    written_by_name text not null,
    written_at bigint not null,
    source_network text,
    source_chat text,
    source_message text,
    source_credit text,
    source_link text,
    primary key (school_id, id),
    foreign key (school_id, practical_id) references practical (school_id, id)
);
create index note_of_practical on practical_note (school_id, practical_id, written_at);
create index note_from_message on practical_note (source_network, source_message);

create table practical_source (
    school_id text not null,
    practical_id text not null,
    written_by text,
    written_by_name text not null,
    written_at bigint not null,
    source_network text,
    source_chat text,
    source_message text,
    source_credit text,
    source_link text,
    primary key (school_id, practical_id),
    foreign key (school_id, practical_id) references practical (school_id, id)
);
create index practical_from_message on practical_source (source_network, source_message);
