CREATE TABLE t (id int primary key, a text, n numeric);
CREATE VIEW v1 AS SELECT id, a FROM t WHERE n > 0;
CREATE OR REPLACE VIEW v2 (x, y) WITH (security_barrier = true, security_invoker) AS SELECT id,
  upper(a) FROM v1 WITH LOCAL CHECK OPTION;
CREATE VIEW v3 AS SELECT v1.*, t.n FROM v1 JOIN t USING (id);
CREATE MATERIALIZED VIEW m1 AS SELECT a, sum(n) AS s FROM t GROUP BY a;
CREATE UNIQUE INDEX m1_a ON m1 (a);
CREATE MATERIALIZED VIEW m2 WITH (fillfactor = 70) AS SELECT * FROM m1 WITH NO DATA;
CREATE VIEW v4 AS SELECT m2.a FROM m2, v3;
CREATE RECURSIVE VIEW nums (n) AS VALUES (1) UNION ALL SELECT n+1 FROM nums WHERE n < 100;
CREATE VIEW v5 AS WITH q AS (SELECT 1 AS one) SELECT * FROM q;
COMMENT ON VIEW v1 IS 'view one';
COMMENT ON COLUMN v1.a IS 'view column';
COMMENT ON MATERIALIZED VIEW m1 IS 'mat';
COMMENT ON COLUMN m1.s IS 'mat column';
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE VIEW v6 AS SELECT f(id) AS fid FROM t;
ALTER VIEW v5 ALTER COLUMN one SET DEFAULT 3;
CREATE VIEW v7 AS TABLE t;
CREATE RULE v7_ins AS ON INSERT TO v7 DO INSTEAD INSERT INTO t VALUES (NEW.id, NEW.a, NEW.n);
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER v1_t INSTEAD OF INSERT ON v1 FOR EACH ROW EXECUTE FUNCTION tr();
-- What a view reads keeps its meaning when the table changes behind it.
CREATE TABLE renamed_behind (id int PRIMARY KEY, old text, "Old" int);
CREATE TABLE beside_it (id int PRIMARY KEY, r_id int);
CREATE VIEW gives_old AS SELECT r.old, r."Old", b.id, upper(old) AS up FROM renamed_behind r JOIN beside_it b ON b.r_id = r.id
  WHERE old <> 'old' ORDER BY old;
CREATE VIEW gives_another AS SELECT x.old AS given, x.old || 'a' AS longer FROM renamed_behind AS x;
CREATE MATERIALIZED VIEW gives_it_once AS SELECT DISTINCT old FROM renamed_behind;
CREATE VIEW of_a_view AS SELECT old FROM gives_old;
CREATE VIEW gives_all AS SELECT * FROM public.renamed_behind WHERE id > 0;
CREATE VIEW gives_all_of AS SELECT r.*, 1 AS n FROM renamed_behind r;
CREATE VIEW counts_all AS SELECT count(*) AS n FROM renamed_behind;
ALTER TABLE renamed_behind RENAME COLUMN old TO new;
ALTER TABLE renamed_behind ADD COLUMN later int;
CREATE VIEW all_of_one AS WITH q AS (SELECT b.*, 1 AS one FROM beside_it b) SELECT r.*, q.one FROM (renamed_behind r LEFT JOIN q ON q.id = r.id);
CREATE VIEW all_of_each AS SELECT r.*, b.r_id FROM renamed_behind AS r, beside_it b WHERE r.id IN (1, 2) GROUP BY r.id, b.id;
ALTER TABLE renamed_behind ADD COLUMN last_of_all int;
ALTER TABLE beside_it ADD COLUMN n int;
