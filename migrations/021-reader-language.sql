-- In what language a stock alert was asked for: its mail is written in it.
alter table stock_alert add column language text not null default 'en' check (language in ('en', 'de'));

-- In what language a review was written, as far as the page tells that it was written on: pages of another language mark it.
alter table review add column language text not null default 'en' check (language in ('en', 'de'));
