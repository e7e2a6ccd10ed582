-- The same letter as a page, for readers that show one; empty where a letter is text alone. Emptied with the text.
alter table mail add column html text not null default '';
