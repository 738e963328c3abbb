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
CREATE TABLE note (id integer PRIMARY KEY, ref_key integer NOT NULL);
CREATE TABLE account_note (PRIMARY KEY (id), CONSTRAINT of_an_account CHECK (ref_key > 0)) INHERITS (note);
COMMENT ON COLUMN account_note.ref_key IS 'the account';
CREATE INDEX account_note_ref ON account_note (ref_key);
