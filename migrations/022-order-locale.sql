-- How the shopper read the shop when the order was placed: letters about it and its invoice are written so.
alter table orders add column locale text not null default 'en-IE';
