-- A school keeps its requisitions for years, so each keeps little. What many ask for in other numbers is kept once, as a
-- list that is found by a hash of itself; a requisition kept before has no list, and all of it in its content.
create table kit_list (
    school_id text not null references school (id),
    hash text not null,
    stations text not null,
    primary key (school_id, hash)
);
alter table requisition add column kit_list text;

-- Nothing reads these: they are the content's.
alter table requisition drop column title;
alter table requisition drop column sets;

-- Looked up by its state is only what waits.
drop index requisition_in_state;
create index requisition_waiting on requisition (school_id, state) where state in ('submitted', 'queried');

-- Most lessons have one teacher, who stands in the occasion's row; those beside the first have rows of their own.
alter table occasion add column staff_id text;
alter table occasion add column others text not null default '[]';
update occasion set staff_id = substr(staff, 3, 36),
    others = case when length(staff) > 40 then '[' || substr(staff, 41) else '[]' end
where staff <> '[]';
alter table occasion drop column staff;
delete from occasion_staff where staff_id = (select occasion.staff_id from occasion
    where occasion.school_id = occasion_staff.school_id and occasion.requisition_id = occasion_staff.requisition_id
    and occasion.place = occasion_staff.place);
-- Identifiers of people, lessons and things tell schools apart already, so what looks them up need not begin with the school.
create index occasion_of_staff on occasion (staff_id, lesson_date);
drop index occasion_of_lesson;
create index occasion_of_lesson on occasion (lesson_id);
drop index event_of_subject;
create index event_of_subject on event (subject_id);
drop index hold_of_item;
create index hold_of_item on hold (item_id, until_at, from_at);

-- What ends from now on is of today or later, and is looked up by its date.
drop index occasion_ending;

-- Nobody looks for all that follow their lessons.
drop index occasion_tied;
create index occasion_tied on occasion (school_id, tie, end_at) where tie <> 'follows';

-- What was held and is counted back is of no use to anybody.
delete from hold where exists (select 1 from requisition where requisition.school_id = hold.school_id
    and requisition.id = hold.requisition_id and state = 'closed');
