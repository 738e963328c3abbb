-- Names that stand in two schemas, and in a circle if their schemas didn't count.
CREATE SCHEMA shop;
CREATE SCHEMA report;

CREATE TYPE shop.mood AS ENUM ('low', 'high');

CREATE TABLE shop.items (
    id integer PRIMARY KEY,
    mood shop.mood NOT NULL DEFAULT 'low',
    topic_id integer
);

CREATE TABLE shop.topics (
    item_id integer PRIMARY KEY REFERENCES shop.items ON DELETE CASCADE
);

ALTER TABLE shop.items ADD CONSTRAINT items_topic_fkey FOREIGN KEY (topic_id) REFERENCES shop.topics;

CREATE FUNCTION shop.weight(item shop.items) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 42 $$;

CREATE VIEW report.mood AS SELECT shop.weight(i) AS weight, count(*) AS number FROM shop.items i GROUP BY 1;

CREATE TABLE report.topics (items integer, mood text);
CREATE VIEW report.items AS SELECT t.items, m.weight FROM report.topics t CROSS JOIN report.mood m;
