-- Each change of a school's calendar, timetable or people that moves lessons, with what puts it back as a whole.
create table time_change (
    school_id text not null references school (id),
    id text not null,
    made_at bigint not null,
    actor text not null,
    words text not null,
    reversal text not null,
    put_back_at bigint,
    primary key (school_id, id)
);
create index time_change_made on time_change (school_id, made_at);
