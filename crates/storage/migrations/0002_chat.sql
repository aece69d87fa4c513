-- Networks and their chats. Everything leads with the network, as a school's leads with the school.

create table network (
    id text primary key,
    slug text not null unique,
    name text not null,
    time_zone text not null,
    -- The school whose department this is; none for a network of several.
    of_school text unique references school (id),
    -- Who may read what is published: members, everybody.
    readers text not null,
    demonstration boolean not null,
    event_sequence bigint not null,
    created_at bigint not null
);

create table network_school (
    network_id text not null references network (id),
    school_id text not null references school (id),
    joined_at bigint not null,
    ended_at bigint,
    primary key (network_id, school_id)
);
create index network_of_school on network_school (school_id);

-- People who joined by a code or an invitation, and whoever administers the network.
create table network_person (
    network_id text not null references network (id),
    account_id text not null references account (id),
    role text not null,
    joined_at bigint not null,
    ended_at bigint,
    primary key (network_id, account_id)
);
create index network_of_person on network_person (account_id);

create table network_code (
    network_id text not null references network (id),
    id text not null,
    code_hash text not null unique,
    kind text not null,
    words text not null,
    uses_left bigint not null,
    made_by text,
    made_at bigint not null,
    ends_at bigint not null,
    ended_at bigint,
    primary key (network_id, id)
);

-- The name under which a person appears in a network, chosen once.
create table network_handle (
    network_id text not null references network (id),
    account_id text not null references account (id),
    handle text not null,
    handle_folded text not null,
    chosen_at bigint not null,
    primary key (network_id, account_id),
    unique (network_id, handle_folded)
);

create table calendar_feed (
    network_id text not null references network (id),
    account_id text not null references account (id),
    token_hash text not null unique,
    made_at bigint not null,
    primary key (network_id, account_id)
);

create table topic (
    network_id text not null references network (id),
    id text not null,
    words text not null,
    proposed_by text,
    proposed_at bigint not null,
    state text not null,
    primary key (network_id, id)
);

create table topic_vote (
    network_id text not null,
    topic_id text not null,
    account_id text not null references account (id),
    voted_at bigint not null,
    primary key (network_id, topic_id, account_id),
    foreign key (network_id, topic_id) references topic (network_id, id)
);

create table chat (
    network_id text not null references network (id),
    id text not null unique,
    version bigint not null,
    state text not null,
    imported boolean not null,
    tag text not null,
    subject text not null,
    welcome text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    topic_id text,
    hold text not null,
    slow_seconds bigint not null,
    question_now bigint not null,
    pinned_id text,
    numbered bigint not null,
    -- The newest act of a host in the room, so that an empty chair is seen.
    host_seen_at bigint,
    opened_at bigint,
    closed_at bigint,
    review_ends_at bigint,
    published_at bigint,
    revision bigint not null,
    -- The head of an imported archive, as it was written.
    preamble text,
    created_by text,
    created_at bigint not null,
    primary key (network_id, id)
);
create index chat_in_time on chat (network_id, starts_at);

create table chat_question (
    network_id text not null,
    chat_id text not null,
    number bigint not null,
    words text not null,
    asked_at bigint,
    primary key (network_id, chat_id, number),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

create table chat_role (
    network_id text not null,
    chat_id text not null,
    account_id text not null references account (id),
    role text not null,
    given_at bigint not null,
    primary key (network_id, chat_id, account_id, role),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

create table chat_consent (
    network_id text not null,
    chat_id text not null,
    account_id text not null references account (id),
    words_version bigint not null,
    given_at bigint not null,
    primary key (network_id, chat_id, account_id),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

create table message (
    network_id text not null,
    id text not null,
    chat_id text not null,
    -- Its place in the chat, from 1; none while it is held.
    number bigint,
    account_id text references account (id),
    handle text not null,
    moderator boolean not null,
    at bigint not null,
    state text not null,
    body text not null,
    question bigint,
    reply_to text,
    reply_certainty text,
    reply_names text not null,
    quotes_id text,
    brought_by text,
    brought_from text not null,
    starred boolean not null,
    reason text not null,
    -- The entry of an imported archive, as it was written.
    entry text,
    primary key (network_id, id),
    unique (network_id, chat_id, number),
    foreign key (network_id, chat_id) references chat (network_id, id)
);
create index message_of_person on message (network_id, account_id, at);
create index message_of_chat on message (network_id, chat_id, state);

create table mute (
    network_id text not null,
    chat_id text not null,
    account_id text not null references account (id),
    reason text not null,
    muted_at bigint not null,
    ended_at bigint,
    primary key (network_id, chat_id, account_id),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

create table report (
    network_id text not null,
    id text not null,
    chat_id text not null,
    message_id text not null,
    account_id text references account (id),
    kind text not null,
    words text not null,
    reported_at bigint not null,
    outcome text,
    settled_by text,
    settled_at bigint,
    primary key (network_id, id),
    foreign key (network_id, message_id) references message (network_id, id)
);
create index report_of_chat on report (network_id, chat_id);

create table list_item (
    network_id text not null,
    id text not null,
    chat_id text not null,
    position bigint not null,
    heading text not null,
    words text not null,
    url text,
    message_id text,
    primary key (network_id, id),
    foreign key (network_id, chat_id) references chat (network_id, id)
);
create index list_item_of_chat on list_item (network_id, chat_id, position);

-- What was published. Only the newest revision keeps its document; of the others the hash stays.
create table revision (
    network_id text not null,
    chat_id text not null,
    number bigint not null,
    document text,
    hash text not null,
    reason text not null,
    published_by text,
    published_at bigint not null,
    primary key (network_id, chat_id, number),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

-- The words of the newest revision, for search.
create table published_line (
    network_id text not null,
    chat_id text not null,
    place bigint not null,
    number bigint,
    author text not null,
    words text not null,
    folded text not null,
    primary key (network_id, chat_id, place),
    foreign key (network_id, chat_id) references chat (network_id, id)
);

-- What people did, in commit order; open rooms follow it.
create table network_event (
    network_id text not null references network (id),
    sequence bigint not null,
    id text not null,
    at bigint not null,
    account_id text,
    actor text not null,
    kind text not null,
    subject_id text,
    words text not null,
    chat_id text,
    message_id text,
    primary key (network_id, sequence)
);
create index network_event_of_chat on network_event (network_id, chat_id, sequence);
