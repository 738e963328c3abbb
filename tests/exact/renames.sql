-- What reads a table or calls a function follows when that gets another name, and a new one may take the old name.
CREATE FUNCTION key_of() RETURNS text LANGUAGE sql AS $$ SELECT 'x'::text $$;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE DOMAIN code AS text;
CREATE TABLE pets (id code PRIMARY KEY DEFAULT key_of(), CHECK (length(key_of()) > 0));
CREATE TABLE visits (pet code[], n int);
CREATE VIEW seen AS SELECT pets.id, visits.n FROM visits, pets WHERE pets.id = visits.pet[1];
CREATE VIEW named AS SELECT p.id AS pets FROM pets p;
CREATE TRIGGER stamped BEFORE INSERT ON pets FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE POLICY pets ON pets USING (pets.id <> '');
ALTER FUNCTION key_of RENAME TO keys_of;
ALTER FUNCTION stamp() RENAME TO stamps;
ALTER DOMAIN code RENAME TO codes;
ALTER TABLE pets RENAME TO old_pets;
CREATE TABLE pets (id int PRIMARY KEY);
CREATE TRIGGER stamped BEFORE INSERT ON pets FOR EACH ROW EXECUTE FUNCTION stamps();

-- A column under a new name in what stands on its table.
CREATE TABLE read_column (n int, m int);
CREATE FUNCTION read_column_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE STATISTICS read_column_both ON n, m FROM read_column;
CREATE POLICY n ON read_column USING (n > 1 AND read_column.n > 2 AND EXISTS (SELECT 1 FROM pg_class WHERE relpages = read_column.n));
CREATE TRIGGER n BEFORE UPDATE OF m, n ON read_column FOR EACH ROW WHEN (OLD.n = 1) EXECUTE FUNCTION read_column_row();
ALTER TABLE read_column RENAME n TO "K k";
-- What is there already is not made again.
CREATE TABLE kept_as_it_was (id int PRIMARY KEY, n int);
CREATE SEQUENCE counted_once INCREMENT 2;
ALTER TABLE kept_as_it_was ADD COLUMN IF NOT EXISTS n bigint REFERENCES kept_as_it_was (id);
CREATE SEQUENCE IF NOT EXISTS counted_once INCREMENT 5;
