CREATE SEQUENCE s1;
CREATE FUNCTION made() RETURNS text LANGUAGE sql AS $$ SELECT 'x'::text $$;
CREATE TABLE d (
 a int DEFAULT 1, b int DEFAULT -1, c numeric DEFAULT 1.50, d numeric DEFAULT -.5, e float8 DEFAULT 1e10,
  f text DEFAULT 'it''s', g text DEFAULT E'a\nb\t''x', h text DEFAULT $$dollar 'q'$$,
  i text DEFAULT U&'d\0061t', j varchar(5) DEFAULT 'abc'::varchar, k text DEFAULT NULL,
  l text DEFAULT made(), m text DEFAULT current_user, n date DEFAULT CURRENT_DATE,
  o timestamptz DEFAULT now(), p timestamp DEFAULT (now() AT TIME ZONE 'utc'),
  q timestamptz DEFAULT CURRENT_TIMESTAMP(3), r time DEFAULT LOCALTIME,
  s timestamp DEFAULT LOCALTIMESTAMP(0), t interval DEFAULT INTERVAL '1 day 2:00',
  u interval DEFAULT '1 day'::interval * 3, v int[] DEFAULT ARRAY[1,2,3], w text[] DEFAULT '{}',
  x text[] DEFAULT ARRAY[]::text[], y jsonb DEFAULT '{"a": [1, 2, ":b"]}',
  z jsonb DEFAULT jsonb_build_object('a', 1), aa boolean DEFAULT 't', ab boolean DEFAULT true,
  ac boolean DEFAULT 1::boolean, ad int DEFAULT nextval('s1'),
  ae bigint DEFAULT nextval('s1'::regclass) * 2, af bit(4) DEFAULT B'1010', ag bytea DEFAULT '\xdead',
  ah point DEFAULT '(1,2)', ai int4range DEFAULT '[1,5)', aj uuid DEFAULT gen_random_uuid(),
  ak uuid DEFAULT uuidv7(), al text DEFAULT 'a' || 'b', am int DEFAULT (1+2)*3,
  an int DEFAULT CASE WHEN 1 > 0 THEN 1 ELSE 2 END, ao text DEFAULT upper('a'),
  ap timestamptz DEFAULT '2020-01-01 00:00+00', aq money DEFAULT 5, ar inet DEFAULT '::1',
  at text DEFAULT '100%', au text DEFAULT ':name', av text DEFAULT '\:x', aw text DEFAULT '%(x)s',
  ax char(3) DEFAULT 'abc', az date DEFAULT CURRENT_DATE + 7,
  ba int DEFAULT EXTRACT(YEAR FROM CURRENT_DATE)::int, bb text DEFAULT COALESCE(NULL, 'x'),
  bc float8 DEFAULT random(), bd text DEFAULT substr(md5(random()::text), 0, 25),
  be float8 DEFAULT 'Infinity', bf numeric DEFAULT 'NaN', bg text DEFAULT CAST('x' AS text),
  bi int DEFAULT 0x1F, bj int DEFAULT 1_000, bk text DEFAULT (ARRAY['a','b'])[1],
  bl timestamptz DEFAULT clock_timestamp(), bm text DEFAULT session_user, bn text DEFAULT CURRENT_CATALOG,
  bo double precision[] DEFAULT '{0,0}'::double precision[], bp text DEFAULT ('x'::text), bq text DEFAULT ''
);
-- NULL is kept as a default where it is cast to a length.
CREATE TABLE nulls (a varchar(20) DEFAULT NULL, b char(2) DEFAULT NULL, c numeric(5, 2) DEFAULT NULL, d bit DEFAULT NULL,
  e timestamp(3) DEFAULT NULL, f varchar(3)[] DEFAULT NULL, g varchar DEFAULT NULL, h numeric DEFAULT NULL,
  i timestamptz DEFAULT NULL, j varchar(20) NOT NULL);
ALTER TABLE nulls ALTER COLUMN j SET DEFAULT NULL, ALTER COLUMN h SET DEFAULT NULL;
