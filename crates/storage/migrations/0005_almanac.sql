-- What a school's lessons follow from (its calendar, its timetable, its policies) has a number of its own, which
-- grows with every change of it. History grows with every deed, so that an almanac kept under its number would be
-- read anew after each.
alter table school add column almanac_version bigint not null default 0;
