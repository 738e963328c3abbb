CREATE TYPE mood AS ENUM ('sad','ok','very happy','it''s');
CREATE TYPE pair AS (a int, b text COLLATE "C");
CREATE DOMAIN email AS text COLLATE "C" NOT NULL DEFAULT 'x@y' CONSTRAINT email_form CHECK (VALUE ~ '@') ;
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE every (
 a smallint, b int2, c int, d int4, e bigint, f int8, g decimal, h decimal(5), i numeric(10,2),
  i2 numeric(3,-2), i3 numeric(2,5), j real, k float4, l double precision, m float8, n float(10),
  o float(40), p float,
 q money, r char, s char(5), t character varying, u varchar(20), v bpchar, w text, x name, y "char", z bytea,
 aa timestamp, ab timestamp(3), ac timestamptz, ad timestamp(0) with time zone, ae timestamptz(2), af date,
  ag time, ah time(2), ai timetz, aj time(1) with time zone, ak interval, al interval year to month,
  am interval second(2), an interval(3), ao interval day to second(4),
 ap boolean, aq bool, ar point, at line, au lseg, av box, aw path, ax polygon, ay circle, az cidr, ba inet,
  bb macaddr, bc macaddr8, bd bit, be bit(5), bf bit varying, bg bit varying(9), bh varbit(3), bi tsvector,
  bj tsquery, bk uuid, bl xml, bm json, bn jsonb, bo jsonpath, bp pg_lsn, bq txid_snapshot, br pg_snapshot,
 bs oid, bt regclass, bu regproc, bv regtype, bw xid, bx xid8, by_ cid, bz tid,
 ca int4range, cb int8range, cc numrange, cd tsrange, ce tstzrange, cf daterange, cg int4multirange,
  ch nummultirange, ci tstzmultirange, cj datemultirange,
 ck int[], cl text[][], cm int[3], cn int ARRAY, co int ARRAY[4], cp varchar(10)[], cq numeric(8,2)[],
  cr timestamptz[], cs mood[], ct mood, cu pair, cv pair[], cw email, cx posint[], cy floatrange,
  cz floatmultirange, da "char"[], db uuid[], dc national character(4), dd nchar varying(7),
  de character(3)[], df bit(3)[], dg interval day[], dh int2vector, di oidvector, dj regrole,
  dk regnamespace, dl regconfig, dm regdictionary, dn regcollation, dp regoperator, dq regprocedure
);
