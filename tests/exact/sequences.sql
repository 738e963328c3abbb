CREATE SEQUENCE plain;
CREATE SEQUENCE IF NOT EXISTS full_ AS smallint INCREMENT BY 2 MINVALUE 1 MAXVALUE 100 START 3 CACHE 5 CYCLE;
CREATE SEQUENCE own_seq;
CREATE TABLE own (id int NOT NULL DEFAULT nextval('own_seq'::regclass), b bigint);
ALTER SEQUENCE own_seq OWNED BY own.id;
CREATE SEQUENCE b_seq OWNED BY own.b;
ALTER TABLE own ALTER b SET DEFAULT nextval('b_seq');
CREATE TABLE ser (id serial);
ALTER SEQUENCE ser_id_seq RESTART WITH 1000 INCREMENT BY 10;
ALTER SEQUENCE plain MAXVALUE 500 OWNED BY NONE;
CREATE UNLOGGED SEQUENCE ul;
COMMENT ON SEQUENCE plain IS 'plain';

CREATE UNLOGGED TABLE rate_limits (id bigint NOT NULL, hits integer);
CREATE SEQUENCE rate_limits_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE rate_limits_id_seq OWNED BY rate_limits.id;
ALTER TABLE ONLY rate_limits ALTER COLUMN id SET DEFAULT nextval('rate_limits_id_seq'::regclass);

CREATE UNLOGGED TABLE rate_limit_hits (id bigserial PRIMARY KEY);
-- A serial column that counts by another sequence, or no longer, keeps its own.
CREATE TABLE counts_by_another (id serial, n bigserial, m serial);
ALTER TABLE counts_by_another ALTER id SET DEFAULT nextval('counts_by_another_m_seq'), ALTER n DROP DEFAULT;
ALTER TABLE counts_by_another ALTER m DROP DEFAULT;
CREATE TABLE counts_no_more (id serial);
ALTER TABLE counts_no_more ALTER id DROP DEFAULT;
DROP SEQUENCE counts_no_more_id_seq;
CREATE SCHEMA counted;
CREATE TABLE counted."By.It" (id serial);
ALTER TABLE counted."By.It" ALTER id DROP DEFAULT;
