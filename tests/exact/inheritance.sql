CREATE TABLE base (id serial primary key, n text NOT NULL DEFAULT 'x', CHECK (id > 0));
CREATE TABLE kid (extra int) INHERITS (base);
CREATE TABLE kid2 (n text DEFAULT 'y', m int UNIQUE) INHERITS (base) WITH (fillfactor = 60,
  autovacuum_enabled = false);
CREATE TABLE other (z int);
CREATE TABLE both_ () INHERITS (kid, other);
CREATE TABLE alike (LIKE base INCLUDING ALL, more int);
CREATE TABLE alike2 (LIKE base);
CREATE TYPE rt AS (a int, b text);
CREATE TABLE typed OF rt;
CREATE TABLE typed2 OF rt (a WITH OPTIONS PRIMARY KEY, b DEFAULT 'x');
