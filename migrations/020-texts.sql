-- What the catalogue says in other languages than English, which the tables themselves hold: a text that is missing or empty here is said
-- in English. Reference tables, part of the catalogue's revision: who changes one raises it.
create table product_text (
  product     text not null references product (slug) on delete cascade,
  language    text not null check (language ~ '^[a-z]{2}$' and language <> 'en'),
  name        text not null default '',
  description text not null default '',
  details     text not null default '',
  search      tsvector not null generated always as (
    case language
      when 'de' then setweight(to_tsvector('german', name), 'A') || setweight(to_tsvector('german', details), 'B') ||
                     setweight(to_tsvector('german', description), 'C')
      else setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', details), 'B') ||
           setweight(to_tsvector('simple', description), 'C')
    end
  ) stored,
  primary key (product, language)
);
create index product_text_search on product_text using gin (search);

create table variant_text (
  sku      text not null references variant (sku) on delete cascade,
  language text not null check (language ~ '^[a-z]{2}$' and language <> 'en'),
  label    text not null default '',
  primary key (sku, language)
);

create table category_text (
  category text not null references category (slug) on delete cascade,
  language text not null check (language ~ '^[a-z]{2}$' and language <> 'en'),
  name     text not null default '',
  primary key (category, language)
);

create table attribute_text (
  name     text not null,
  value    text not null,
  language text not null check (language ~ '^[a-z]{2}$' and language <> 'en'),
  text     text not null default '',
  primary key (name, value, language),
  foreign key (name, value) references attribute_value (name, value) on delete cascade
);

create table promotion_text (
  promotion_id text not null references promotion (promotion_id) on delete cascade,
  language     text not null check (language ~ '^[a-z]{2}$' and language <> 'en'),
  name         text not null default '',
  primary key (promotion_id, language)
);
