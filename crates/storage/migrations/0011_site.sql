-- The sites of a school, with their rooms and the minutes between them, as one document; and the site where an item is
-- kept. A school that has said nothing is all at one site.
alter table school add column sites text not null default '{}';
alter table item add column site_id text;
