CREATE EXTENSION btree_gist;
CREATE TABLE x (
 room int, during tstzrange, c circle, ok bool,
 EXCLUDE USING gist (c WITH &&),
 CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (ok) ,
 EXCLUDE USING gist (room WITH =, tstzrange(lower(during), upper(during),
  '[]') WITH &&) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE x2 (a int, EXCLUDE (a WITH =));
CREATE TABLE x3 (a int, b int, EXCLUDE USING btree (a WITH OPERATOR(pg_catalog.=)) WHERE (b OPERATOR(pg_catalog.>) 0));
