-- What CASCADE takes along: triggers, defaults, checks, indexes, views, columns and foreign keys.
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE notes (id int PRIMARY KEY, n int DEFAULT one(), m int GENERATED ALWAYS AS (id + one()) STORED, CHECK (id > one()));
CREATE TRIGGER stamp BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE VIEW ones AS SELECT one() AS x, id FROM notes;
CREATE VIEW of_ones AS SELECT x FROM ones;
CREATE INDEX by_one ON notes ((id + one()));
DROP FUNCTION stamp CASCADE;
DROP FUNCTION one() CASCADE;

CREATE SEQUENCE tickets;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN code AS text;
CREATE TABLE people (id int PRIMARY KEY, no int DEFAULT nextval('tickets'), feels mood DEFAULT 'ok', codes code[]);
CREATE TABLE visits (id int, who int REFERENCES people);
CREATE VIEW known AS SELECT * FROM people;
CREATE VIEW seen AS SELECT who FROM visits;
DROP SEQUENCE tickets CASCADE;
DROP TYPE mood CASCADE;
DROP DOMAIN code CASCADE;
ALTER TABLE visits DROP COLUMN who CASCADE;
DROP TABLE people CASCADE;
