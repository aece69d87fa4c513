-- The house, once for both databases. Identifiers are text (UUIDv7), instants bigint (UTC milliseconds),
-- dates text (YYYY-MM-DD), times of day bigint (minutes after midnight). Every table of a school leads
-- with the school. Nothing cascades: what history names is retired, not deleted.

-- The door: the only tables outside a scope.
create table account (
    id text primary key,
    email text not null,
    email_folded text not null unique,
    name text not null,
    password_hash text,
    created_at bigint not null
);

create table session (
    id text primary key,
    token_hash text not null unique,
    account_id text not null references account (id),
    school_id text,
    browser text not null,
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null
);
create index session_of_account on session (account_id);

create table sign_in_attempt (
    subject_hash text primary key,
    failures bigint not null,
    last_at bigint not null
);

create table invitation (
    id text primary key,
    token_hash text not null unique,
    school_id text not null,
    email text not null,
    name text not null,
    roles text not null,
    staff_id text,
    mentor_id text,
    created_at bigint not null,
    ends_at bigint not null,
    used_at bigint
);
create index invitation_of_school on invitation (school_id);

-- What was answered to a form that may be sent twice.
create table answer_given (
    account_id text not null,
    route text not null,
    once text not null,
    body_hash text not null,
    answer text not null,
    given_at bigint not null,
    primary key (account_id, route, once)
);
create index answer_given_at on answer_given (given_at);

-- A school.
create table school (
    id text primary key,
    slug text not null unique,
    name text not null,
    time_zone text not null,
    cycle text not null,
    provisional boolean not null,
    policy text not null,
    demonstration boolean not null,
    event_sequence bigint not null,
    created_at bigint not null
);

create table term (
    school_id text not null references school (id),
    first_date text not null,
    last_date text not null,
    name text not null,
    primary key (school_id, first_date)
);

create table closure (
    school_id text not null references school (id),
    first_date text not null,
    last_date text not null,
    reason text not null,
    primary key (school_id, first_date, last_date)
);

create table day_override (
    school_id text not null references school (id),
    day_date text not null,
    cycle_day bigint not null,
    primary key (school_id, day_date)
);

-- People in a school.
create table staff (
    school_id text not null references school (id),
    id text not null,
    name text not null,
    name_folded text not null,
    retired_at bigint,
    primary key (school_id, id),
    unique (school_id, name_folded)
);

create table membership (
    school_id text not null references school (id),
    account_id text not null references account (id),
    staff_id text,
    mentor_id text,
    roles text not null,
    created_at bigint not null,
    ended_at bigint,
    primary key (school_id, account_id)
);
create index membership_of_account on membership (account_id);

-- The timetable and its versions.
create table timetable (
    school_id text not null references school (id),
    id text not null,
    valid_from text not null,
    provisional_times boolean not null,
    days text not null,
    created_at bigint not null,
    replaced_at bigint,
    primary key (school_id, id)
);
create index timetable_valid on timetable (school_id, valid_from);

create table meeting (
    school_id text not null,
    timetable_id text not null,
    id text not null,
    tail text not null,
    activity text not null,
    cycle_day bigint not null,
    first_period bigint not null,
    last_period bigint not null,
    class text,
    subject text not null,
    room text,
    pupils bigint,
    science_guess boolean not null,
    primary key (school_id, timetable_id, id),
    foreign key (school_id, timetable_id) references timetable (school_id, id)
);
create index meeting_by_tail on meeting (school_id, tail);

create table meeting_teacher (
    school_id text not null,
    timetable_id text not null,
    meeting_id text not null,
    staff_id text not null,
    place bigint not null,
    primary key (school_id, timetable_id, meeting_id, staff_id),
    foreign key (school_id, staff_id) references staff (school_id, id)
);
create index meeting_of_teacher on meeting_teacher (school_id, staff_id, timetable_id, meeting_id);

create table subject_choice (
    school_id text not null references school (id),
    subject text not null,
    science boolean not null,
    primary key (school_id, subject)
);

-- Apparatus, chemicals and consumables.
create table item (
    school_id text not null references school (id),
    id text not null,
    item_key text,
    name text not null,
    search_name text not null,
    family text not null,
    place text not null,
    kind text not null,
    counted bigint,
    out_of_service bigint not null,
    missing bigint not null,
    set_up_minutes bigint,
    turn_round_minutes bigint,
    lives_in text,
    count_back boolean not null,
    version bigint not null,
    retired_at bigint,
    primary key (school_id, id)
);
create index item_by_name on item (school_id, search_name);

create table item_alternative (
    school_id text not null,
    item_id text not null,
    alternative_id text not null,
    primary key (school_id, item_id, alternative_id),
    foreign key (school_id, item_id) references item (school_id, id),
    foreign key (school_id, alternative_id) references item (school_id, id)
);

-- The catalogue.
create table practical (
    school_id text not null references school (id),
    id text not null,
    practical_key text,
    title text not null,
    search_title text not null,
    subject text not null,
    year_from bigint not null,
    year_to bigint not null,
    pupils_per_group bigint not null,
    notice_days bigint,
    minutes bigint not null,
    trial boolean not null,
    details text not null,
    version bigint not null,
    retired_at bigint,
    primary key (school_id, id)
);
create index practical_by_title on practical (school_id, search_title);

create table practical_line (
    school_id text not null,
    practical_id text not null,
    position bigint not null,
    item_id text,
    words text not null,
    rule text not null,
    amount bigint not null,
    spares bigint not null,
    unit text,
    detail text not null,
    primary key (school_id, practical_id, position),
    foreign key (school_id, practical_id) references practical (school_id, id),
    foreign key (school_id, item_id) references item (school_id, id)
);

-- Requisitions, with a snapshot of the lesson, so that they still read when the lesson is gone.
create table requisition (
    school_id text not null references school (id),
    id text not null,
    version bigint not null,
    state text not null,
    lesson_id text not null,
    meeting_id text not null,
    lesson_date text not null,
    first_period bigint not null,
    last_period bigint not null,
    periods text not null,
    class text not null,
    subject text not null,
    staff_id text,
    teacher text not null,
    room text not null,
    start_at bigint not null,
    end_at bigint not null,
    title text not null,
    sets bigint not null,
    hazard boolean not null,
    trial boolean not null,
    content text not null,
    late boolean not null,
    late_reason text,
    late_words text not null,
    received_at bigint,
    deadline_at bigint,
    needs_approval boolean not null,
    asked_by text,
    asked_by_name text not null,
    question text not null,
    last_deed text not null,
    last_deed_by text,
    last_deed_at bigint not null,
    before_last text,
    returned text not null,
    created_at bigint not null,
    primary key (school_id, id)
);
create index requisition_on_day on requisition (school_id, lesson_date);
create index requisition_of_staff on requisition (school_id, staff_id, lesson_date);
create index requisition_of_lesson on requisition (school_id, lesson_id);
create index requisition_in_state on requisition (school_id, state, start_at);

create table hold (
    school_id text not null,
    requisition_id text not null,
    item_id text not null,
    quantity bigint not null check (quantity > 0),
    from_at bigint not null,
    until_at bigint not null,
    primary key (school_id, requisition_id, item_id),
    foreign key (school_id, requisition_id) references requisition (school_id, id),
    foreign key (school_id, item_id) references item (school_id, id)
);
create index hold_of_item on hold (school_id, item_id, until_at);
create index hold_in_time on hold (school_id, until_at);

-- What people did, in commit order; open pages follow it.
create table event (
    school_id text not null references school (id),
    sequence bigint not null,
    id text not null,
    at bigint not null,
    account_id text,
    actor text not null,
    kind text not null,
    subject_id text,
    words text not null,
    primary key (school_id, sequence)
);
create index event_of_subject on event (school_id, subject_id, sequence);

-- A timetable that somebody has brought and not yet confirmed, as it was read.
create table import_draft (
    school_id text not null references school (id),
    id text not null,
    account_id text,
    valid_from text not null,
    payload text not null,
    created_at bigint not null,
    primary key (school_id, id)
);
