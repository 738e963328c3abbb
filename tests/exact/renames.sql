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
