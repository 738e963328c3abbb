CREATE TABLE p (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE c (
 id int PRIMARY KEY, p1 int REFERENCES p, p2 int REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL,
  p3 int CONSTRAINT named REFERENCES p ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
 p4 int DEFAULT 0 REFERENCES p ON DELETE SET DEFAULT NOT DEFERRABLE, x int, y int,
 FOREIGN KEY (x, y) REFERENCES p (a, b) MATCH FULL ON DELETE SET NULL,
 CONSTRAINT part FOREIGN KEY (x, y) REFERENCES p (b, a) ON DELETE SET NULL (y),
 self int REFERENCES c ON DELETE NO ACTION
);
CREATE TABLE d1 (id int PRIMARY KEY, d2 int);
CREATE TABLE d2 (id int PRIMARY KEY, d1 int REFERENCES d1);
ALTER TABLE d1 ADD CONSTRAINT d1_d2 FOREIGN KEY (d2) REFERENCES d2 DEFERRABLE;
ALTER TABLE d1 ADD FOREIGN KEY (d2) REFERENCES p NOT VALID;
ALTER TABLE d2 ADD CONSTRAINT ne FOREIGN KEY (d1) REFERENCES p NOT ENFORCED;
ALTER TABLE d2 ADD CONSTRAINT ck CHECK (d1 > 0) NOT VALID;
ALTER TABLE d2 ADD CONSTRAINT ck2 CHECK (d1 > 1) NO INHERIT;
ALTER TABLE d2 ADD CONSTRAINT ck3 CHECK (d1 > 2) NOT ENFORCED;
ALTER TABLE d2 ADD CONSTRAINT nn NOT NULL d1;

CREATE TABLE ledgers (id bigserial PRIMARY KEY, code varchar(20) NOT NULL UNIQUE);

CREATE TABLE ledger_lines (
    id serial PRIMARY KEY,
    ledger_id integer NOT NULL REFERENCES ledgers (id),
    previous_id integer REFERENCES ledger_lines (id),
    code text REFERENCES ledgers (code)
);

-- Names that are cut, and numbered because they are the same then.
CREATE TABLE password_credential_of_account (
    a_password_method_id text, b_password_conf_id text, c_password_account_id text,
    PRIMARY KEY (a_password_method_id, b_password_conf_id),
    UNIQUE (a_password_method_id, b_password_conf_id, c_password_account_id)
);
CREATE TABLE password_argon2_credential_store (
    a_password_method_id text, b_password_conf_id text, c_password_account_id text,
    FOREIGN KEY (a_password_method_id, b_password_conf_id) REFERENCES password_credential_of_account,
    FOREIGN KEY (a_password_method_id, b_password_conf_id, c_password_account_id)
        REFERENCES password_credential_of_account (a_password_method_id, b_password_conf_id, c_password_account_id),
    UNIQUE (a_password_method_id, b_password_conf_id),
    UNIQUE (a_password_method_id, b_password_conf_id, c_password_account_id)
);
CREATE INDEX ON password_argon2_credential_store (a_password_method_id, b_password_conf_id);
CREATE INDEX ON password_argon2_credential_store (a_password_method_id, b_password_conf_id, c_password_account_id);
