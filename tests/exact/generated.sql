CREATE TABLE g (
 a int, b int, t text, j jsonb,
 s int GENERATED ALWAYS AS (a + b) STORED,
 v int GENERATED ALWAYS AS (a * 2) VIRTUAL,
 v2 text GENERATED ALWAYS AS (lower(t)),
 n int NOT NULL GENERATED ALWAYS AS (coalesce(a, 0)) STORED,
 ts tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(t, '') || ' ' || coalesce(j->>'x',
  ''))) STORED
);
CREATE INDEX g_ts ON g USING gin (ts);
