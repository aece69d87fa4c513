-- A requisition is for occasions. An occasion owns time, place and what is held, and follows its lesson; until now a
-- requisition kept all of it as it was on the day that it was sent. What has landed is one occasion each, which is
-- brought to where its lesson is when the program next begins.
create table occasion (
    school_id text not null,
    requisition_id text not null,
    place bigint not null,
    lesson_id text not null,
    meeting_id text not null,
    lesson_date text not null,
    first_period bigint not null,
    last_period bigint not null,
    periods text not null,
    class text not null,
    subject text not null,
    staff text not null,
    teacher text not null,
    room text not null,
    start_at bigint not null,
    end_at bigint not null,
    tie text not null,
    primary key (school_id, requisition_id, place),
    foreign key (school_id, requisition_id) references requisition (school_id, id)
);

insert into occasion (school_id, requisition_id, place, lesson_id, meeting_id, lesson_date, first_period, last_period,
    periods, class, subject, staff, teacher, room, start_at, end_at, tie)
select school_id, id, 0, lesson_id, meeting_id, lesson_date, first_period, last_period, periods, class, subject,
    case when staff_id is null then '[]' else '["' || staff_id || '"]' end, teacher, room, start_at, end_at,
    case when state in ('closed', 'declined', 'not-used', 'withdrawn') then 'follows' else 'landed' end
from requisition;

create index occasion_on_day on occasion (school_id, lesson_date);
create index occasion_of_lesson on occasion (school_id, lesson_id);
create index occasion_ending on occasion (school_id, end_at);
create index occasion_tied on occasion (school_id, tie);

-- Who teaches an occasion's lesson, for looking up what is asked for theirs.
create table occasion_staff (
    school_id text not null,
    staff_id text not null,
    day text not null,
    requisition_id text not null,
    place bigint not null,
    primary key (school_id, staff_id, day, requisition_id, place),
    foreign key (school_id, requisition_id, place) references occasion (school_id, requisition_id, place)
);
create index occasion_staff_of_requisition on occasion_staff (school_id, requisition_id, place);

insert into occasion_staff (school_id, staff_id, day, requisition_id, place)
select school_id, staff_id, lesson_date, id, 0 from requisition where staff_id is not null;

drop index requisition_on_day;
drop index requisition_of_staff;
drop index requisition_of_lesson;
drop index requisition_in_state;
alter table requisition drop column lesson_id;
alter table requisition drop column meeting_id;
alter table requisition drop column lesson_date;
alter table requisition drop column first_period;
alter table requisition drop column last_period;
alter table requisition drop column periods;
alter table requisition drop column class;
alter table requisition drop column subject;
alter table requisition drop column staff_id;
alter table requisition drop column teacher;
alter table requisition drop column room;
alter table requisition drop column start_at;
alter table requisition drop column end_at;
create index requisition_in_state on requisition (school_id, state);

-- A hold belongs to an occasion. Where a lesson was moved to an hour at which not all was free, it says since when.
create table held (
    school_id text not null,
    requisition_id text not null,
    place bigint not null,
    item_id text not null,
    quantity bigint not null check (quantity > 0),
    from_at bigint not null,
    until_at bigint not null,
    moved_at bigint,
    primary key (school_id, requisition_id, place, item_id),
    foreign key (school_id, requisition_id, place) references occasion (school_id, requisition_id, place),
    foreign key (school_id, item_id) references item (school_id, id)
);
insert into held (school_id, requisition_id, place, item_id, quantity, from_at, until_at)
select school_id, requisition_id, 0, item_id, quantity, from_at, until_at from hold;
drop table hold;
alter table held rename to hold;
create index hold_of_item on hold (school_id, item_id, until_at, from_at);
create index hold_in_time on hold (school_id, until_at);
