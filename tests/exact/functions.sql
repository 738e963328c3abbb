CREATE TABLE t (id int primary key, a text, n numeric, u timestamptz);
CREATE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN a + b;
CREATE FUNCTION add(a text, b text) RETURNS text LANGUAGE sql AS $$ SELECT a || b; $$;
CREATE FUNCTION rows() RETURNS TABLE (id int,
  a text) LANGUAGE plpgsql STABLE AS $body$ BEGIN RETURN QUERY SELECT t.id, t.a FROM t; END; $body$;
CREATE FUNCTION so() RETURNS SETOF t LANGUAGE sql AS $$ SELECT * FROM t $$;
CREATE FUNCTION outp(IN a int, OUT b int, INOUT c text,
  VARIADIC d int[]) LANGUAGE plpgsql AS $$ BEGIN b := a; END $$;
CREATE FUNCTION at() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
CREATE PROCEDURE pr(INOUT x int) LANGUAGE plpgsql AS $$ BEGIN x := 1; COMMIT; END $$;
CREATE PROCEDURE pr2() LANGUAGE sql BEGIN ATOMIC DELETE FROM t; END;
CREATE FUNCTION sfn(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + coalesce($2, 0)';
CREATE AGGREGATE mysum (numeric) (SFUNC = sfn, STYPE = numeric, INITCOND = '0');
CREATE AGGREGATE mysum2 (ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal,
  FINALFUNC = mode_final, FINALFUNC_EXTRA);
CREATE FUNCTION set_u() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public,
  pg_temp COST 5 AS $$ BEGIN NEW.u := now(); -- it's
 RETURN NEW; END; $$;
CREATE TRIGGER t_u BEFORE UPDATE OF a, n ON t FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION set_u();
CREATE TRIGGER t_s AFTER INSERT OR DELETE OR TRUNCATE ON t FOR EACH STATEMENT EXECUTE PROCEDURE set_u();
CREATE CONSTRAINT TRIGGER t_c AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION set_u();
CREATE TRIGGER t_r AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION set_u();
ALTER TABLE t DISABLE TRIGGER t_s;
ALTER TABLE t ENABLE ALWAYS TRIGGER t_u;
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER evt ON ddl_command_start WHEN TAG IN ('CREATE POLICY') EXECUTE FUNCTION ev();
COMMENT ON FUNCTION add(int, int) IS 'adds';
COMMENT ON FUNCTION add(text, text) IS 'joins';
COMMENT ON PROCEDURE pr IS 'proc';
COMMENT ON AGGREGATE mysum (numeric) IS 'agg';
COMMENT ON TRIGGER t_u ON t IS 'trig';
COMMENT ON EVENT TRIGGER evt IS 'evt';

-- A function of the name of the view that it gives rows of, and variables by a table and a column of it.
CREATE TABLE meter (id int PRIMARY KEY, at timestamptz);
CREATE VIEW meter_all AS SELECT id, at FROM meter;
CREATE FUNCTION meter_all(p timestamptz DEFAULT NULL) RETURNS SETOF meter_all LANGUAGE plpgsql AS $$
DECLARE found meter%ROWTYPE; last meter.at%TYPE;
BEGIN RETURN QUERY SELECT * FROM meter_all; END $$;
CREATE FUNCTION meter() RETURNS TABLE (id int) LANGUAGE sql AS 'SELECT id FROM meter';

-- Variables of the type of a table or view, one of them declared further inside.
CREATE TABLE declared_rows (id int PRIMARY KEY, v text);
CREATE VIEW declared_view AS SELECT id FROM declared_rows;
CREATE FUNCTION a_declares() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    n constant int := 1; -- how many
    -- the row
    one declared_rows;
BEGIN
    DECLARE other declared_view;
    BEGIN
        RETURN n;
    END;
END $$;

-- The mode may stand behind the name.
CREATE FUNCTION joined(a IN text, b INOUT text, n OUT int, c IN OUT text) LANGUAGE sql AS $$ SELECT a || b, 1, c $$;
COMMENT ON FUNCTION joined(text, text, text) IS 'joined';
CREATE FUNCTION summed(first int, others VARIADIC int[]) RETURNS int LANGUAGE sql AS $$ SELECT first $$;

-- Aggregates in the old form, overloads that name one another with their schema.
CREATE FUNCTION append(text, text) RETURNS text LANGUAGE sql AS $$ SELECT $1 || $2 $$;
CREATE AGGREGATE all_of (sfunc = append, basetype = text, stype = text);
CREATE AGGREGATE number_of (basetype = "ANY", sfunc = int8inc, stype = int8, initcond = '0');
COMMENT ON AGGREGATE all_of (text) IS 'all of them';
CREATE FUNCTION public.short(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower($1) $$;
CREATE FUNCTION public.short(text, int) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT substring(public.short($1) FROM 1 FOR $2) $$;
CREATE TABLE labels (label text);
CREATE INDEX ON labels (public.short(label));
