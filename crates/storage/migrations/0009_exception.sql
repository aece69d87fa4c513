-- What is otherwise than the timetable has it, on some dates: bells, rooms, hours, teachers, and who has no lessons.
create table exception (
    school_id text not null references school (id),
    id text not null,
    first_date text not null,
    payload text not null,
    made_at bigint not null,
    ended_at bigint,
    primary key (school_id, id)
);
