-- An invitation is a school's, so its key leads with the school. No row of another table refers to one, so the
-- table is made anew and every row is kept.

create table invitation_by_school (
    school_id text not null references school (id),
    id text not null,
    token_hash text not null unique,
    email text not null,
    name text not null,
    roles text not null,
    staff_id text,
    mentor_id text,
    created_at bigint not null,
    ends_at bigint not null,
    used_at bigint,
    primary key (school_id, id)
);

insert into invitation_by_school
    (school_id, id, token_hash, email, name, roles, staff_id, mentor_id, created_at, ends_at, used_at)
select school_id, id, token_hash, email, name, roles, staff_id, mentor_id, created_at, ends_at, used_at
from invitation;

drop table invitation;

alter table invitation_by_school rename to invitation;
