-- What keeping the catalogue in the admin needs. All of it is of reference tables and part of the catalogue's revision.
-- A product is in the shop while it is published and its time has come and is not over; null is "now" and "for ever".
alter table product
  add column published       boolean not null default true,
  add column published_from  timestamptz,
  add column published_until timestamptz,
  -- Those after the first one, in order.
  add column more_pictures   text[] not null default '{}',
  -- Raised by every change of the product, its variants or its pictures in the admin.
  add column version         integer not null default 1,
  add constraint product_times check (published_until > published_from);
-- What is taken from sale stays: orders name it.
alter table variant add column for_sale boolean not null default true;

-- The orders in which the admin lists products, and the beginnings that it finds them by.
create index product_by_name on product (lower(name), slug);
create index product_by_change on product (changed_at, slug);
create index product_category on product (category);
create index product_slug_beginning on product (slug text_pattern_ops);
create index variant_sku_beginning on variant (sku text_pattern_ops);
create index stock_sold_out on stock (sku) where available = 0;

-- A product may get another slug. What names it goes along; reviews, which outlive products, are moved by whoever renames it.
alter table variant drop constraint variant_product_fkey, add foreign key (product) references product (slug) on update cascade;
alter table product_text drop constraint product_text_product_fkey,
  add foreign key (product) references product (slug) on delete cascade on update cascade;
alter table product_relation drop constraint product_relation_product_fkey, drop constraint product_relation_related_fkey,
  add foreign key (product) references product (slug) on update cascade, add foreign key (related) references product (slug) on update cascade;
alter table product_rating drop constraint product_rating_product_fkey,
  add foreign key (product) references product (slug) on delete cascade on update cascade;
create index review_product on review (product);

-- Where the page of a former slug leads to.
create table former_slug (
  slug       text primary key,
  product    text not null references product (slug) on delete cascade on update cascade,
  changed_at timestamptz not null default now()
);

-- What a picture shows, in words, for who does not see it; in English, too.
create table picture_text (
  picture  text not null,
  language text not null check (language ~ '^[a-z]{2}$'),
  alt      text not null,
  primary key (picture, language)
);
