-- As a dump begins: bodies are taken as they stand, whatever they name.
SET check_function_bodies = false;
CREATE FUNCTION first_of(n int) RETURNS int LANGUAGE sql STABLE AS $$ SELECT second_of(n - 1) $$;
CREATE FUNCTION second_of(n int) RETURNS int LANGUAGE sql STABLE AS $$ SELECT first_of(n - 1) $$;
CREATE FUNCTION lost() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM nowhere.to_be_found $$;
CREATE PROCEDURE unfinished() LANGUAGE plpgsql AS $$ this is yet to be written $$;
CREATE TABLE things (id int PRIMARY KEY, n int CHECK (first_of(n) > 0));
CREATE VIEW shown AS SELECT id, second_of(n) AS n FROM things;
SET check_function_bodies = on;
CREATE FUNCTION third_of(n int) RETURNS int LANGUAGE sql AS $$ SELECT first_of(n) $$;
