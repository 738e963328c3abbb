"""A text of SQL into statements, each with the place it stands at and the text it has there."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.diagnostics import Diagnostic
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.model.spec import SqlText
from spec2code.model.statements import CreateTable, DropTable, RenameTable, RunSql, Statement
from spec2code.model.subjects import subjects
from spec2code.sql.alter_object import read_alter_object
from spec2code.sql.alter_table import read_alter_table
from spec2code.sql.calls import tell_call
from spec2code.sql.comments import read_comment
from spec2code.sql.create_index import read_create_index
from spec2code.sql.create_table import read_create_table
from spec2code.sql.cursor import Cursor, Script, Session, Unreadable
from spec2code.sql.do_blocks import read_do
from spec2code.sql.downs import down_ranges
from spec2code.sql.drops import read_drop
from spec2code.sql.enums import read_alter_type, read_create_type
from spec2code.sql.identifiers import DEFAULT_SCHEMA
from spec2code.sql.objects import object_kind, read_create_object
from spec2code.sql.problems import find_placeholder, tell_placeholder, tell_unreadable
from spec2code.sql.search_path import (
    looks_along_path,
    made_names,
    new_path,
    under_path,
    with_schemas,
)
from spec2code.sql.split import Chunk, split_statements
from spec2code.sql.tokens import Token, tokenize
from spec2code.sql.word_sets import word_set

__all__ = ["SqlReading", "read_sql"]


@dataclass(frozen=True, slots=True)
class SqlReading:
    statements: tuple[Statement, ...]
    downs: tuple[SqlText, ...]
    """Statements behind a marker such as `-- Down migration`, not folded into the schema."""
    diagnostics: tuple[Diagnostic, ...]


def read_sql(
    excerpt: Excerpt,
    dialect: str = "postgresql",
    *,
    mode: str = "script",
    session: Session | None = None,
) -> SqlReading:
    """Read a piece of SQL. Never raises; a statement that can't be read costs itself alone.

    Args:
        excerpt: the text and where it comes from.
        dialect: postgresql, mysql or sqlite: what the text is read for. What only another database has is
            turned into what this one has, and told.
        session: what earlier texts of the same spec left behind; added to.
        mode: `script` splits at Down markers; `migration` takes a text that a migration runs as it stands.
    """
    script = Script(excerpt, dialect, session=session or Session())
    script.as_it_stands = mode == "migration"
    found = tokenize(excerpt.text, dialect=dialect)
    for token in found.unclosed:
        sign = token.text[:1] if token.kind != "comment" else "/*"
        script.tell("Q106", f"`{sign}` is opened here and never closed", token.start, token.end)
    ranges = down_ranges(found.comments, len(excerpt.text)) if mode == "script" else []
    statements: list[Statement] = []
    downs: list[SqlText] = []
    for chunk in split_statements(excerpt.text, found.tokens):
        start, end = chunk.tokens[0].start, chunk.tokens[-1].end
        if any(first <= start < last for first, last in ranges):
            down = excerpt.text[start:end]
            schemas = with_schemas(excerpt, chunk.tokens, script.path, script.session.made)
            downs.append(SqlText(schemas.text if schemas else down, excerpt.span(start, end)))
            _check_down(script, chunk)
            continue
        if chunk.unended:
            script.tell(
                "Q103", "a semicolon is missing behind this statement", max(start, end - 1), end
            )
        statements += read_statement(script, chunk.tokens)
    _tell_path(script)
    return SqlReading(tuple(statements), tuple(downs), tuple(script.diagnostics))


def _check_down(script: Script, chunk: Chunk) -> None:
    """Read a down statement for its mistakes alone, without what it does to what the script knows."""
    alone = Script(script.excerpt, script.dialect)
    read_statement(alone, chunk.tokens)
    script.diagnostics += [item for item in alone.diagnostics if item.code not in ("Q110", "Q112")]


def read_statement(script: Script, tokens: list[Token]) -> list[Statement]:
    """The tokens of one statement as what it asks for; one ALTER TABLE may ask for several things."""
    if script.path and tokens[0].word in ("CREATE", "ALTER", "DROP", "COMMENT"):
        return _along_the_path(script, tokens)
    start, end = tokens[0].start, tokens[-1].end
    cursor = Cursor(script, tokens)
    before = len(script.diagnostics)
    try:
        found = _dispatch(cursor, start)
        if not cursor.done:
            problem = cursor.unreadable("the end of the statement")
            tell_unreadable(cursor, problem, _subject(tokens), 0)
    except Unreadable as problem:
        tell_unreadable(cursor, problem, _subject(tokens), 0)
        return []
    text, span = script.excerpt.text[start:end], script.span(start, end)
    line = script.first_line
    result = [
        replace(item, text=item.text or text, span=item.span or span, script=line)
        for item in _lasting(script, found)
    ]
    for item in result:
        script.session.made.update(made_names(item))
    _find_placeholders(script, tokens, before)
    return result


def _along_the_path(script: Script, tokens: list[Token]) -> list[Statement]:
    """The statement with its names in the schemas of the path, as a text that is read for itself."""
    path, made = script.path, script.session.made
    within = looks_along_path(tokens, path, made) or script.as_it_stands
    excerpt = with_schemas(script.excerpt, tokens, path, made)
    if excerpt is None:
        excerpt = script.excerpt
    else:
        script.path_counts = True
        tokens = tokenize(excerpt.text, dialect=script.dialect).tokens
    inner = Script(excerpt, script.dialect, script.diagnostics, script.session, script.first_line)
    found = read_statement(inner, tokens)
    return [under_path(item, path) for item in found] if within else found


def _lasting(script: Script, found: list[Statement]) -> Iterator[Statement]:
    """The statements, those about the session's own tables as SQL that leaves the schema alone."""
    temporary = script.session.temporary
    for item in found:
        if isinstance(item, RunSql) and item.temporary is not None:
            temporary.add(item.temporary)
        about = subjects(item, Schema()) if temporary else ()
        if about and temporary.issuperset(about[:1]):
            if isinstance(item, DropTable | CreateTable):
                temporary.discard(about[0])
            if isinstance(item, RenameTable):
                temporary.add(item.new_name)
            if not isinstance(item, CreateTable):
                yield RunSql("TEMPORARY TABLE")
                continue
        yield item


def _subject(tokens: list[Token]) -> str:
    return (
        " ".join(token.text for token in tokens[:3] if token.kind in ("word", "quoted"))
        or "statement"
    )


def _find_placeholders(script: Script, tokens: list[Token], before: int) -> None:
    """Tell of placeholders that could be read past, inside an expression."""
    told = {item.code for item in script.diagnostics[before:]}
    if "Q102" in told or "Q101" in told:
        return
    for token in tokens:
        if token.kind == "op" and token.text[:1] in ("{", ".", "…"):
            place = find_placeholder(script, token)
            if place is not None:
                tell_placeholder(script, *place, _subject(tokens))
                return


_ROWS = word_set(
    "SELECT INSERT UPDATE DELETE MERGE WITH TRUNCATE COPY SET RESET SHOW BEGIN START COMMIT "
    "ROLLBACK SAVEPOINT RELEASE END GRANT REVOKE REASSIGN ANALYZE VACUUM REINDEX CLUSTER "
    "REFRESH EXPLAIN CALL LOCK NOTIFY LISTEN USE PRAGMA REPLACE VALUES EXECUTE PREPARE "
    "DEALLOCATE DISCARD CHECKPOINT SECURITY LOAD IMPORT DECLARE FETCH CLOSE DESCRIBE UNLOCK "
    "FLUSH OPTIMIZE ATTACH DETACH ABORT GO"
)
_BETWEEN = word_set(
    "OR REPLACE TEMP TEMPORARY GLOBAL LOCAL UNLOGGED UNIQUE RECURSIVE TRUSTED PROCEDURAL "
    "FULLTEXT SPATIAL DEFAULT FORCE CLUSTERED NONCLUSTERED"
)


def _dispatch(cursor: Cursor, start: int) -> list[Statement]:
    token = cursor.advance()
    match token.word:
        case "CREATE":
            return _create(cursor, start)
        case "ALTER":
            if cursor.accept("TABLE") or cursor.accept("FOREIGN", "TABLE"):
                return read_alter_table(cursor, start)
            if cursor.accept("TYPE"):
                return read_alter_type(cursor, start)
            return read_alter_object(cursor, start)
        case "DROP":
            return read_drop(cursor)
        case "COMMENT":
            return read_comment(cursor)
        case "DO":
            return read_do(cursor, read_statement)
        case "RENAME":
            cursor.expect("TABLE")
            cursor.rest()
            return [RunSql("RENAME TABLE")]
    if token.word in _ROWS:
        if token.word in ("SET", "RESET", "SELECT"):
            _set_path(cursor.script, cursor.tokens)
            _set_checks(cursor.script, cursor.tokens)
        if token.word in ("SELECT", "CALL"):
            tell_call(cursor.script, cursor.tokens)
        cursor.rest()
        return [RunSql(token.word)]
    if token.kind == "meta":
        return [RunSql(token.text.split()[0])]
    return _no_statement(cursor, token)


def _set_path(script: Script, tokens: list[Token]) -> None:
    """Names without a schema are in the default one until a statement says otherwise."""
    path = new_path(tokens)
    if path is not None:
        script.path = path
        if path[:1] not in ((), (DEFAULT_SCHEMA,)):
            script.paths.append((path[0], tokens[0].start, tokens[-1].end))


def _set_checks(script: Script, tokens: list[Token]) -> None:
    """`SET check_function_bodies = false`: what pg_dump begins with."""
    words = [token.word or token.text.strip("'").upper() for token in tokens]
    words = [word for word in words if word not in ("SESSION", "LOCAL", "TO", "=")]
    if words[1:2] == ["CHECK_FUNCTION_BODIES"] or words[:2] == ["RESET", "ALL"]:
        script.session.unchecked_bodies = words[2:] in (["OFF"], ["FALSE"], ["NO"], ["0"])


def _tell_path(script: Script) -> None:
    """A path that nothing in the same text needs may be meant for other texts."""
    if script.paths and not script.path_counts:
        schema, start, end = script.paths[0]
        message = (
            f"`{schema}` is the schema of nothing here; elsewhere names without one are in `public`"
        )
        script.tell("Q150", message, start, end)


def _no_statement(cursor: Cursor, token: Token) -> list[Statement]:
    script = cursor.script
    end = cursor.tokens[-1].end
    cursor.rest()
    place = find_placeholder(script, token) if token.kind == "op" else None
    if place is not None:
        tell_placeholder(script, *place, "statement")
    else:
        script.tell("Q108", f"`{token.text[:40]}` begins no statement of SQL", token.start, end)
    return []


def _create(cursor: Cursor, start: int) -> list[Statement]:
    words = set()
    while cursor.at_any(*_BETWEEN) or cursor.at("DEFINER"):
        words.add(cursor.advance().word)
        if "DEFINER" in words and cursor.accept("="):
            cursor.skip_until("TRIGGER", "PROCEDURE", "FUNCTION", "VIEW", "EVENT", "SQL")
            if cursor.accept("SQL", "SECURITY"):
                cursor.advance()
            words.discard("DEFINER")
    between = frozenset(words)
    if cursor.accept("VIRTUAL", "TABLE"):
        cursor.rest()
        return [RunSql("CREATE VIRTUAL TABLE")]
    if cursor.accept("TABLE"):
        return read_create_table(cursor, start, between)
    if cursor.accept("INDEX"):
        return read_create_index(cursor, start, between)
    if cursor.accept("TYPE"):
        return read_create_type(cursor, start, between)
    if cursor.at_any("DATABASE", "ROLE", "USER", "TABLESPACE", "GROUP") and not cursor.at(
        "USER", "MAPPING"
    ):
        word = cursor.advance().word
        cursor.rest()
        return [RunSql(f"CREATE {word}")]
    if cursor.at("SECURITY", "POLICY"):
        end = cursor.tokens[-1].end
        message = "PostgreSQL has no SECURITY POLICY; it is left out"
        cursor.script.tell(
            "Q111", message, start, end, hint="write `CREATE POLICY ... ON ... USING (...)`"
        )
        cursor.rest()
        return [RunSql("CREATE SECURITY POLICY")]
    kind = object_kind(cursor)
    if not kind:
        raise cursor.unreadable("what is to be created")
    if between & {"TEMP", "TEMPORARY"}:
        cursor.rest()
        return [RunSql(f"CREATE TEMPORARY {kind.upper()}")]
    return read_create_object(cursor, start, kind, between)
