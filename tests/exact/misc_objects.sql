CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE EXTENSION vector;
CREATE COLLATION german (locale = 'C');
CREATE COLLATION nd FROM "C";
CREATE TABLE t (a text COLLATE german, b int, c int, h hstore DEFAULT '', m citext UNIQUE, e vector(3),
  t text COLLATE nd, ea vector[], hv halfvec(2));
CREATE INDEX t_e ON t USING hnsw (e vector_l2_ops) WITH (m = 16, ef_construction = 64);
CREATE INDEX t_e2 ON t USING ivfflat (e vector_cosine_ops) WITH (lists = 100);
CREATE STATISTICS st (dependencies, ndistinct) ON b, c FROM t;
CREATE STATISTICS st2 ON (b + c), a FROM t;
ALTER STATISTICS st SET STATISTICS 300;
CREATE PUBLICATION pub FOR TABLE t (a, b) WHERE (b > 0) WITH (publish = 'insert');

CREATE PUBLICATION pub2 FOR ALL TABLES;
CREATE PUBLICATION pub3 FOR TABLES IN SCHEMA public;
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq, COMMUTATOR = ===);
CREATE CAST (int AS vector) WITH INOUT;
CREATE TEXT SEARCH CONFIGURATION sc (COPY = english);
CREATE TEXT SEARCH DICTIONARY sd (TEMPLATE = simple, STOPWORDS = english);
ALTER TEXT SEARCH CONFIGURATION sc ALTER MAPPING FOR asciiword WITH sd;
CREATE OPERATOR FAMILY of USING btree;
CREATE OPERATOR CLASS oc FOR TYPE int USING btree FAMILY of AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =,
  OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE CONVERSION cv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER srv FOREIGN DATA WRAPPER fdw OPTIONS (host 'x');
CREATE FOREIGN TABLE ft (id int NOT NULL, b text OPTIONS (k 'v')) SERVER srv OPTIONS (table_name 'x');

-- Tables of the session alone, and what is done to them.
CREATE TABLE lasting (n int);
CREATE TEMP TABLE passing ON COMMIT PRESERVE ROWS AS SELECT 1 AS n, 2 AS m;
CREATE UNIQUE INDEX ON passing (n);
ALTER TABLE passing ADD COLUMN k int, DROP COLUMN m;
COMMENT ON TABLE passing IS 'gone with the session';
ALTER TABLE passing RENAME TO passing_by;
CREATE INDEX passing_by_k ON passing_by (k);
DROP TABLE passing_by;
CREATE TABLE passing_by (n int);
CREATE INDEX ON passing_by (n);
