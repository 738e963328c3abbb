-- As pg_dump writes it: tables first, then what belongs to them, in the order of their names.
CREATE FUNCTION masked(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN word ~ '^\:x' THEN 'a:b:c' ELSE md5(word || ':host.example:mb :port :a:b') END
$$;

CREATE TABLE organizations (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    CONSTRAINT organizations_name_is_neither_empty_nor_only_made_of_blanks_at_all CHECK (btrim(name) <> '')
);

CREATE SEQUENCE organizations_id_seq
    START WITH 1000
    INCREMENT BY 1
    MINVALUE 1000
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE organizations_id_seq OWNED BY organizations.id;

CREATE TABLE counts (
    id bigint NOT NULL,
    at date NOT NULL,
    organization_id bigint NOT NULL,
    total integer DEFAULT 0 NOT NULL
)
PARTITION BY RANGE (at);

CREATE TABLE counts_2026 (
    id bigint NOT NULL,
    at date NOT NULL,
    organization_id bigint NOT NULL,
    total integer DEFAULT 0 NOT NULL
);

CREATE TABLE series (
    id integer NOT NULL,
    type integer NOT NULL
);

CREATE TABLE series_type (
    id integer NOT NULL,
    entity_type character varying(50) NOT NULL
);

ALTER TABLE ONLY counts ATTACH PARTITION counts_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE ONLY organizations ALTER COLUMN id SET DEFAULT nextval('organizations_id_seq'::regclass);
ALTER TABLE ONLY counts ADD CONSTRAINT counts_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY counts_2026 ADD CONSTRAINT counts_2026_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY organizations ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY series ADD CONSTRAINT series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY series_type ADD CONSTRAINT series_type_pkey PRIMARY KEY (id);
ALTER TABLE series_type ADD CONSTRAINT allowed_entity CHECK (entity_type IN ('counts', 'organizations', 'series'));

CREATE INDEX counts_of_organization ON ONLY counts USING btree (organization_id);
CREATE INDEX counts_2026_of_organization ON counts_2026 USING btree (organization_id);
CREATE UNIQUE INDEX counts_once ON ONLY counts USING btree (at, organization_id) INCLUDE (total) NULLS NOT DISTINCT;
CREATE INDEX organizations_masked ON organizations USING btree (public.masked(name));

ALTER INDEX counts_pkey ATTACH PARTITION counts_2026_pkey;
ALTER INDEX counts_of_organization ATTACH PARTITION counts_2026_of_organization;

ALTER TABLE counts
    ADD CONSTRAINT counts_of_an_organization_that_is_known_to_the_whole_of_this_system FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;
ALTER TABLE ONLY series
    ADD CONSTRAINT series_fk_type FOREIGN KEY (type) REFERENCES series_type(id);
