CREATE TABLE k (
 a int CHECK (a > 0), b text CONSTRAINT bb CHECK (b IN ('x', 'y', 'it''s')) ,
  c int CHECK (c > 0) CHECK (c < 10), d int, e int,
 CHECK (d < e), CONSTRAINT long CHECK ((d IS NULL) = (e IS NULL)), CHECK (b ~ '^[a-z]:[0-9]%$'),
  f text CHECK (length(f) BETWEEN 1 AND 10), g jsonb CHECK (jsonb_typeof(g) = 'object' AND g ? 'a'),
 h text NOT NULL CHECK (h = ANY (ARRAY['a'::text, 'b'])), i numeric CHECK (i >= 0) NO INHERIT,
  j text CONSTRAINT jn NOT NULL, k int CHECK (k NOT BETWEEN 1 AND 5),
  l text CHECK (l LIKE 'a\_%' ESCAPE '\'), m date CHECK (m > DATE '2000-01-01'),
  n text CHECK (n <> '') NULL, CHECK (true)
);

-- A comment behind the last word of an expression.
CREATE TABLE remarked (
    a int CHECK (a > 0 -- positive
    ),
    b int GENERATED ALWAYS AS (a + 1 -- the next
    ) STORED,
    c int DEFAULT (1 -- one
    ),
    CONSTRAINT both_of_them CHECK (a < b /* always */)
);
CREATE INDEX remarked_next ON remarked ((a + 1 -- again
)) WHERE a > 1 -- not the first
;
