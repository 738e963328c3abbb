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
COMMENT ON COLUMN note.ref_key IS 'what it is about';
CREATE TABLE account_note (PRIMARY KEY (id), CONSTRAINT of_an_account CHECK (ref_key > 0)) INHERITS (note);
COMMENT ON COLUMN account_note.ref_key IS 'the account';
CREATE INDEX account_note_ref ON account_note (ref_key);
CREATE TABLE order_note (PRIMARY KEY (id)) INHERITS (note);
CREATE TABLE accounts (id serial PRIMARY KEY);
CREATE TABLE orders (id serial PRIMARY KEY);
ALTER TABLE account_note ADD FOREIGN KEY (ref_key) REFERENCES accounts (id) ON DELETE CASCADE;
ALTER TABLE order_note ADD FOREIGN KEY (ref_key) REFERENCES orders (id);
ALTER TABLE order_note ADD FOREIGN KEY (id) REFERENCES orders (id);
ALTER TABLE order_note ALTER COLUMN ref_key SET DEFAULT 7;
CREATE TABLE stock_note (CHECK (ref_key > 1), CHECK (ref_key < id), CHECK (ref_key < 9)) INHERITS (note);
-- What a table inherits is copied from it, at the place where LIKE stands.
CREATE TABLE copied (before int, LIKE kid INCLUDING CONSTRAINTS, behind int, LIKE other);
CREATE VIEW all_copied AS SELECT * FROM copied;
ALTER TABLE copied ADD PRIMARY KEY (id);
-- A key that an heir gets later makes no NOT NULL of its own.
CREATE TABLE late_note () INHERITS (note);
ALTER TABLE late_note ADD PRIMARY KEY (id);
CREATE TABLE on_late_note (id int REFERENCES late_note);
CREATE TABLE later_note () INHERITS (note);
ALTER TABLE later_note ADD CONSTRAINT by_ref PRIMARY KEY (ref_key);
