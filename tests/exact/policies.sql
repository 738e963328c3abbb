CREATE TABLE docs (id int primary key, owner text, public bool);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
ALTER TABLE docs FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON docs USING (owner = current_user) WITH CHECK (owner = current_user);
CREATE POLICY pub ON docs AS RESTRICTIVE FOR SELECT TO PUBLIC USING (public);
CREATE POLICY "Odd name" ON docs FOR INSERT WITH CHECK (owner = current_setting('app.user', true));
COMMENT ON POLICY own ON docs IS 'mine';
CREATE RULE nodel AS ON DELETE TO docs DO INSTEAD NOTHING;
COMMENT ON RULE nodel ON docs IS 'none goes';
