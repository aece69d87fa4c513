-- Exceptions apply in the order in which they were made, which neither their dates nor their identifiers tell.
alter table exception add column place bigint not null default 0;
update exception set place = (
    select count(*) from exception as other
    where other.school_id = exception.school_id
        and (other.made_at < exception.made_at or other.made_at = exception.made_at and other.id <= exception.id)
);
