"""A spec with pre- and post-deployment SQL: two revisions, proved, and nothing to do afterwards."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from spec2code.cli import app

SPEC = """# Audit

```sql
CREATE SCHEMA audit;
CREATE TABLE users (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name TEXT);
CREATE TABLE audit.events (id BIGINT PRIMARY KEY, user_id BIGINT REFERENCES users (id));
CREATE INDEX events_users ON audit.events (user_id);
```

## Migration

### Pre-deployment

```sql
ALTER TABLE users ADD COLUMN email TEXT;
```

### Post-deployment

```sql
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
CREATE UNIQUE INDEX users_email ON users (email);
```
"""


def test_two_revisions_are_proved_and_made_once(tmp_path: Path) -> None:
    runner = CliRunner()
    root = ["--root", str(tmp_path)]
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    made = runner.invoke(app, ["generate", str(tmp_path / "spec.md"), *root])
    assert made.exit_code == 0, made.output
    texts = {path.read_text() for path in (tmp_path / "migrations" / "versions").glob("*.py")}
    assert len(texts) == 2
    (late,) = (text for text in texts if "down_revision: str | None = None" not in text)
    assert "postgresql_concurrently=True" in late and "SET NOT NULL" in late
    again = runner.invoke(app, ["generate", "--check", *root])
    assert again.exit_code == 0, again.output
    assert "G252" not in again.output
    proved = runner.invoke(app, ["verify", *root])
    assert proved.exit_code == 0, proved.output
