-- What a variant looks like, where that is not what the picture of its product shows.
alter table variant add column picture text;
