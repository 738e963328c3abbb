CREATE EXTENSION pg_trgm;
CREATE TABLE t (id int primary key, a text, b int, c jsonb, d text[], e timestamptz, f inet, g point,
  h int4range, "Q" text);
CREATE INDEX ON t (a);
CREATE INDEX ON t (a, b);
CREATE INDEX ON t (lower(a));
CREATE INDEX ON t ((b + 1), a);
CREATE INDEX i1 ON t (a DESC NULLS LAST, b ASC NULLS FIRST);
CREATE UNIQUE INDEX i2 ON t (b) WHERE a IS NOT NULL AND e > '2020-01-01';
CREATE INDEX i3 ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX i4 ON t USING gin (d);
CREATE INDEX i5 ON t USING hash (b);
CREATE INDEX i6 ON t USING brin (e) WITH (pages_per_range = 32);
CREATE INDEX i7 ON t USING gist (f inet_ops);
CREATE INDEX i8 ON t USING spgist (g);
CREATE INDEX i9 ON t (a text_pattern_ops, b);
CREATE INDEX i10 ON t (a COLLATE "C" DESC);
CREATE INDEX i11 ON t (b) INCLUDE (a, e);
CREATE UNIQUE INDEX i12 ON t (b) NULLS NOT DISTINCT;
CREATE INDEX i13 ON t USING gin (to_tsvector('english', a));
CREATE INDEX i14 ON t USING gin (a gin_trgm_ops);
CREATE INDEX CONCURRENTLY i15 ON t (b DESC);
CREATE INDEX i16 ON t ((c->>'x'), (c #>> '{a,b}'));
CREATE INDEX i17 ON t USING brin (b int4_minmax_multi_ops(values_per_range = 16));
CREATE INDEX i18 ON t (date_trunc('day', e AT TIME ZONE 'UTC'));
CREATE INDEX i19 ON t ("Q");
CREATE INDEX i20 ON t USING gist (h) WITH (buffering = on, fillfactor = 80);
CREATE INDEX i21 ON t (a) WITH (deduplicate_items = off);
CREATE INDEX i22 ON t ((a::varchar(10)));
CREATE INDEX i23 ON t ((CASE WHEN b > 0 THEN a END));
CREATE INDEX i24 ON t USING gist (g point_ops, h range_ops);
CREATE INDEX i25 ON ONLY t (e);
ALTER TABLE t ALTER COLUMN a SET STATISTICS 500;
ALTER INDEX i23 ALTER COLUMN 1 SET STATISTICS 100;
COMMENT ON INDEX i1 IS 'an index''s comment';

CREATE TABLE visits (id int PRIMARY KEY, begun timestamp, ended timestamp, place text);
CREATE INDEX visits_latest ON visits (place, COALESCE(ended, begun) DESC);
CREATE INDEX visits_places ON visits (lower(place) DESC NULLS LAST, (begun IS NULL));

-- Made again as it was: behind a DROP, a renaming, and the end of the view that it was on.
CREATE TABLE remade (id int, n int);
CREATE INDEX remade_n ON remade (n);
CREATE INDEX remade_id ON remade (id);
CREATE MATERIALIZED VIEW kept AS SELECT id FROM remade;
CREATE UNIQUE INDEX kept_id ON kept (id);
ALTER INDEX remade_n RENAME TO remade_old_n;
DROP INDEX remade_id;
DROP MATERIALIZED VIEW kept;
CREATE INDEX remade_n ON remade (n);
CREATE INDEX remade_id ON remade (id);
CREATE MATERIALIZED VIEW kept AS SELECT id FROM remade WHERE n > 0;
CREATE UNIQUE INDEX kept_id ON kept (id);

-- A function in SQL that says nothing of itself is as volatile as what it does.
CREATE FUNCTION canonical(text) RETURNS text LANGUAGE sql AS $$ SELECT lower($1) $$;
CREATE TABLE names (name text);
CREATE UNIQUE INDEX names_canonical ON names (canonical(name));
CREATE INDEX i90 ON t USING btree (((b > 0)) DESC, e DESC, id);
