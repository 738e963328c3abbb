CREATE TABLE docs (id int primary key, owner text, public bool);
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
ALTER TABLE docs FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON docs USING (owner = current_user) WITH CHECK (owner = current_user);
CREATE POLICY pub ON docs AS RESTRICTIVE FOR SELECT TO PUBLIC USING (public);
CREATE POLICY "Odd name" ON docs FOR INSERT WITH CHECK (owner = current_setting('app.user', true));
COMMENT ON POLICY own ON docs IS 'mine';
CREATE RULE nodel AS ON DELETE TO docs DO INSTEAD NOTHING;
COMMENT ON RULE nodel ON docs IS 'none goes';
-- A column is renamed that a policy names within a subquery, alone.
CREATE TABLE of_groups (id int PRIMARY KEY, ws int);
CREATE TABLE in_groups (role_id int, who int);
CREATE POLICY by_group ON in_groups USING (who IN (SELECT g.ws FROM of_groups g WHERE g.id = role_id) AND role_id > 0);
ALTER TABLE in_groups RENAME COLUMN role_id TO group_id;
CREATE TABLE both_have (id int PRIMARY KEY, n int);
CREATE POLICY by_both ON in_groups AS RESTRICTIVE USING (who IN (SELECT n FROM both_have WHERE both_have.id = in_groups.who));
ALTER TABLE in_groups RENAME COLUMN who TO n;
