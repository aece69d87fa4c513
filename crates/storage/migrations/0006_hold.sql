-- What is held of an item within a time is looked up for everything that is asked for. With both ends of a hold in the
-- index, those that begin later are passed over without reading them.
drop index hold_of_item;
create index hold_of_item on hold (school_id, item_id, until_at, from_at);
