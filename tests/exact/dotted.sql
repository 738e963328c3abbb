-- Names with a dot in them.
CREATE TABLE "a.b" (id int PRIMARY KEY, n text);
CREATE TABLE child (id int PRIMARY KEY, ab_id int REFERENCES "a.b" (id), "x.y" int REFERENCES "a.b");
CREATE TABLE "c.d" (id int PRIMARY KEY, up int REFERENCES "c.d" (id), child_id int REFERENCES child (id));
CREATE SCHEMA "s.t";
CREATE TABLE "s.t"."u.v" (id int PRIMARY KEY, ab_id int REFERENCES "a.b" (id), self int REFERENCES "s.t"."u.v");
CREATE TABLE w (id int PRIMARY KEY, uv_id int REFERENCES "s.t"."u.v" (id), ab int REFERENCES "a.b", cd int REFERENCES "c.d");
CREATE TABLE "to.both" (id int, ab int, PRIMARY KEY (id, ab));
CREATE TABLE "of.both" (id int PRIMARY KEY, ab int, FOREIGN KEY (id, ab) REFERENCES "to.both");
