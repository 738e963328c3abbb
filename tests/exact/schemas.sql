CREATE SCHEMA sales; CREATE SCHEMA IF NOT EXISTS "Odd Schema";
CREATE TABLE sales.orders (id bigint primary key, parent bigint references sales.orders(id));
CREATE TABLE "Odd Schema"."Odd Table" ("Id" int primary key, "select" text, "a""b" int, "naïve" text,
  order_id bigint references sales.orders (id));
CREATE INDEX "Odd Index" ON "Odd Schema"."Odd Table" ("select", "a""b" DESC);
CREATE TABLE public.orders (id bigint primary key references sales.orders);
CREATE TYPE sales.kind AS ENUM ('a','b');
ALTER TABLE sales.orders ADD COLUMN kind sales.kind NOT NULL DEFAULT 'a';
COMMENT ON SCHEMA sales IS 'it''s sales';
CREATE SCHEMA one;
CREATE SCHEMA other;
CREATE TABLE one.notes (x int);
CREATE TABLE other.notes (y int);
