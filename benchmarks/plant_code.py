"""Edits of generated code, found by the syntax tree, each with the findings that it must be told as."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CodeEdit", "code_edits"]


@dataclass(frozen=True, slots=True)
class CodeEdit:
    """The new text of one file; in what is expected a `*` stands for any text."""

    kind: str
    file: Path
    text: str
    expected: tuple[str, ...]
    beside: tuple[Path, str] | None = None
    """A new file and its text."""

    @contextmanager
    def made(self) -> Iterator[None]:
        """The edit in the files, and its undoing."""
        before = self.file.read_text(encoding="utf-8")
        self.file.write_text(self.text, encoding="utf-8")
        if self.beside:
            self.beside[0].write_text(self.beside[1], encoding="utf-8")
        try:
            yield
        finally:
            self.file.write_text(before, encoding="utf-8")
            if self.beside:
                self.beside[0].unlink()


class _Source:
    """A module with its text by lines, to be cut and written anew."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = file.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)
        self._starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def edit(self, kind: str, node: ast.AST, new: str, *expected: str) -> CodeEdit:
        """Put `new` in the place of an expression."""
        start, end = self._range(node)
        return CodeEdit(kind, self.file, self._put(start, end, new), expected)

    def without(self, kind: str, node: ast.AST, *expected: str) -> CodeEdit:
        """Take a statement or an argument out with all its lines."""
        assert isinstance(node, ast.stmt | ast.expr | ast.keyword)
        first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
        start, end = self._starts[first - 1], self._starts[node.end_lineno or first]
        return CodeEdit(kind, self.file, self._put(start, end, ""), expected)

    def before(self, kind: str, node: ast.stmt, new: str, *expected: str) -> CodeEdit:
        """Put a line before a statement."""
        start = self._starts[node.lineno - 1]
        return CodeEdit(kind, self.file, self._put(start, start, new), expected)

    def alone(self, node: ast.AST) -> bool:
        """Whether the node has its lines for itself."""
        start, end = self._range(node)
        data = self.text.encode()
        before = data[data.rfind(b"\n", 0, start) + 1 : start].strip()
        after = data[end : data.find(b"\n", end)].strip()
        return not before and after in (b"", b",")

    def segment(self, node: ast.AST) -> str:
        start, end = self._range(node)
        return self.text.encode()[start:end].decode()

    def _range(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.stmt | ast.expr | ast.keyword)
        end = self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        return self._starts[node.lineno - 1] + node.col_offset, end

    def _put(self, start: int, end: int, new: str) -> str:
        data = self.text.encode()
        return (data[:start] + new.encode() + data[end:]).decode()


def code_edits(root: Path) -> Iterator[CodeEdit]:
    """Every edit of the code that `generate` wrote below a root."""
    migrations = [_Source(file) for file in sorted(root.rglob("migrations/versions/*.py"))]
    for source in migrations:
        rest = " ".join(other.text for other in migrations if other is not source)
        yield from _migration(source, rest)
    for folder in ("models", "schemas", "routers"):
        for file in sorted(root.rglob(f"{folder}/*.py")):
            if file.stem != "__init__":
                yield _moved(file)
    for file in sorted(root.rglob("models/*.py")):
        yield from _models(_Source(file))
    for file in sorted(root.rglob("schemas/*.py")):
        yield from _schemas(_Source(file))
    for file in sorted(root.rglob("routers/*.py")):
        yield from _routes(_Source(file))


def _moved(file: Path) -> CodeEdit:
    """All that a module has in another one, from where it takes it: no drift."""
    new = file.with_name(f"{file.stem}_planted.py")
    text = f"from .{new.stem} import *\n"
    beside = (new, file.read_text(encoding="utf-8"))
    kind = f"code: {file.parent.name} moved to another module (no drift)"
    return CodeEdit(kind, file, text, (), beside)


def _calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for item in ast.walk(node):
        if isinstance(item, ast.Call) and ast.unparse(item.func) == name:
            yield item


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((item.value for item in call.keywords if item.arg == name), None)


def _text(node: ast.expr | None) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


# -- migrations


def _migration(source: _Source, others: str) -> Iterator[CodeEdit]:
    """Edits of one revision; what `others` speak of can't be edited here without making them fail."""
    upgrade = next(
        node
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    whole = ast.unparse(upgrade)
    for table in _calls(upgrade, "op.create_table"):
        name = _text(table.args[0])
        for column in _calls(table, "sa.Column"):
            if not re.search(rf"\b{_text(column.args[0])}\b", others):
                yield from _column(source, whole, name, column)
        for unique in _calls(table, "sa.UniqueConstraint"):
            if source.alone(unique):
                told = f"D114 missing unique constraint {name}*"
                yield source.without("code: migration's unique dropped", unique, told)
        for check in _calls(table, "sa.CheckConstraint"):
            if source.alone(check):
                told = f"D117 missing check *{name}*"
                yield source.without("code: migration's check dropped", check, told)
                told = f"D119 changed check *{name}*"
                yield source.edit("code: migration's check changed", check.args[0], '"1 = 1"', told)
        for key in _calls(table, "sa.ForeignKeyConstraint"):
            if source.alone(key):
                told = f"D111 missing foreign key {name}*"
                yield source.without("code: migration's foreign key dropped", key, told)
            action = _keyword(key, "ondelete")
            if action is not None:
                other = '"SET DEFAULT"'
                told = f"D113 changed foreign key {name}*"
                yield source.edit("code: migration's foreign key action", action, other, told)
    for statement in upgrade.body:
        for index in _calls(statement, "op.create_index"):
            label = _text(index.args[0])
            told = f"D121 missing index {label}"
            yield source.without("code: migration's index dropped", statement, told)
            unique = _keyword(index, "unique")
            using = _text(_keyword(index, "postgresql_using"))
            if unique is not None and using in ("", "btree"):
                other = "False" if source.segment(unique) == "True" else "True"
                told = f"D123 changed index {label}"
                yield source.edit("code: migration's index unique or not", unique, other, told)


def _column(source: _Source, whole: str, table: str, column: ast.Call) -> Iterator[CodeEdit]:
    name = _text(column.args[0])
    subject = f"column {table}.{name}"
    primary = f"'{name}'"
    if whole.count(primary) == 1 and f"{name} " not in whole and source.alone(column):
        yield source.without("code: migration's column dropped", column, f"D103 missing {subject}")
        yield source.edit(
            "code: migration's column renamed",
            column.args[0],
            f'"{name}_renamed"',
            f"D109 changed {subject}",
        )
    if _keyword(column, "server_default") is None and whole.count(primary) == 1:
        told = f"D105 changed {subject}"
        yield source.edit("code: migration's column retyped", column.args[1], "sa.Interval()", told)
    nullable = _keyword(column, "nullable")
    if nullable is not None and whole.count(primary) == 1:
        other = "False" if source.segment(nullable) == "True" else "True"
        told = f"D106 changed {subject}"
        yield source.edit("code: migration's column nullable or not", nullable, other, told)
    default = _keyword(column, "server_default")
    if default is not None:
        told = f"D107 changed {subject}"
        yield source.edit("code: migration's default removed", default, "None", told)


# -- models


def _models(source: _Source) -> Iterator[CodeEdit]:
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            table = next(
                (
                    _text(item.value)
                    for item in node.body
                    if isinstance(item, ast.Assign)
                    and isinstance(item.targets[0], ast.Name)
                    and item.targets[0].id == "__tablename__"
                ),
                "",
            )
            if table:
                yield from _mapped(source, node, table)


def _mapped(source: _Source, node: ast.ClassDef, table: str) -> Iterator[CodeEdit]:
    arguments = next(
        (
            ast.unparse(item)
            for item in node.body
            if isinstance(item, ast.Assign) and "__table_args__" in ast.unparse(item.targets[0])
        ),
        "",
    )
    for item in node.body:
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        value = ast.unparse(item.value) if item.value else ""
        special = ("primary_key", "ForeignKey", "relationship", "unique", "index", "Computed")
        if any(word in value for word in special) or item.target.id in arguments:
            continue
        name = item.target.id
        first = item.value.args[0] if isinstance(item.value, ast.Call) and item.value.args else None
        if isinstance(first, ast.Constant):
            continue
        subject = f"column {table}.{name}"
        yield source.without("code: mapped column dropped", item, f"D203 missing {subject}")
        told = f"D209 changed {subject}"
        yield source.edit("code: mapped column renamed", item.target, f"{name}_renamed", told)
        inner = item.annotation.slice if isinstance(item.annotation, ast.Subscript) else None
        if inner is not None and "nullable" not in value:
            text = source.segment(inner)
            other = text.removesuffix(" | None") if "| None" in text else f"{text} | None"
            told = f"D206 changed {subject}"
            yield source.edit("code: mapped column nullable or not", inner, other, told)
        other = _other_type(source, first)
        if first is not None and other is not None:
            told = f"D205 changed {subject}"
            yield source.edit("code: mapped column retyped", first, other, told)


def _other_type(source: _Source, written: ast.expr | None) -> str | None:
    """A type that the module imports and that isn't the written one."""
    imported = {
        alias.name
        for item in source.tree.body
        if isinstance(item, ast.ImportFrom) and item.module == "sqlalchemy"
        for alias in item.names
    }
    used = {item.id for item in ast.walk(written) if isinstance(item, ast.Name)} if written else ()
    types = ("BigInteger", "Text", "DateTime", "Integer", "Numeric", "Boolean", "Date")
    return next((name for name in types if name in imported and name not in used), None)


# -- schemas


def _schemas(source: _Source) -> Iterator[CodeEdit]:
    for node in source.tree.body:
        if not isinstance(node, ast.ClassDef) or not ast.unparse(node).count("BaseModel"):
            continue
        fields = [item for item in node.body if isinstance(item, ast.AnnAssign)]
        heirs = _heirs(source, node.name)
        for item in fields:
            if isinstance(item.target, ast.Name):
                yield from _field(source, node.name, heirs, item, item.target, len(fields))
        if fields:
            told = f"D*02 extra field {node.name}.zz_planted"
            new = "    zz_planted: list[list[str]]\n"
            yield source.before("code: field added", fields[0], new, told)


def _heirs(source: _Source, name: str) -> list[str]:
    """The classes of the module that derive from one, which itself no route uses then."""
    return [
        node.name
        for node in source.tree.body
        if isinstance(node, ast.ClassDef)
        and any(name == ast.unparse(base).partition("[")[0] for base in node.bases)
    ]


def _field(
    source: _Source,
    owner: str,
    heirs: list[str],
    item: ast.AnnAssign,
    target: ast.Name,
    count: int,
) -> Iterator[CodeEdit]:
    if "alias" in ast.unparse(item):
        return
    subject = f"field {owner}.{target.id}"
    if count > 1:
        lacking = [f"D*01 missing field {name}.{target.id}" for name in heirs or [owner]]
        yield source.without("code: field dropped", item, *lacking)
    told = f"D*09 changed {subject}"
    yield source.edit("code: field renamed", target, f"{target.id}_renamed", told)
    kind = item.annotation
    if isinstance(kind, ast.Subscript) and ast.unparse(kind.value) == "Annotated":
        assert isinstance(kind.slice, ast.Tuple)
        kind = kind.slice.elts[0]
    text = source.segment(kind)
    if text in ("str", "int", "UUID", "datetime", "date", "EmailStr"):
        told = f"D*03 changed {subject}"
        yield source.edit("code: field retyped", kind, "list[bool]", told)
        if item.value is None:
            told = f"D*05 changed {subject}"
            yield source.edit("code: field nullable", kind, f"{text} | None", told)


# -- routes


def _routes(source: _Source) -> Iterator[CodeEdit]:
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not node.decorator_list:
            continue
        route = node.decorator_list[0]
        if not isinstance(route, ast.Call) or not isinstance(route.func, ast.Attribute):
            continue
        name = f"{route.func.attr.upper()} {_text(route.args[0])}"
        missing = f"D301 missing endpoint {name}"
        yield source.without("code: route dropped", node, missing)
        path = f'"{_text(route.args[0])}/elsewhere"'
        yield source.edit("code: route's path changed", route.args[0], path, missing)
        yield source.edit("code: route's method changed", route.func, "router.trace", missing)
        status = _keyword(route, "status_code")
        if status is not None and _text(status) not in ("", "203", "204"):
            told = f"D308 changed status {_text(status)} of {name}"
            yield source.edit("code: route's status changed", status, "203", told)
        yield from _parameters(source, node, name)


def _parameters(
    source: _Source, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str
) -> Iterator[CodeEdit]:
    for item in (*node.args.args, *node.args.kwonlyargs):
        kind = item.annotation
        if kind is None or not isinstance(kind, ast.Subscript):
            continue
        for where in ("Query", "Header"):
            for call in _calls(kind, where):
                location = where.lower()
                alias = _text(_keyword(call, "alias")) or item.arg.replace(
                    "_", "-" if where == "Header" else "_"
                )
                new = f'{where}(alias="zz-{len(alias)}")'
                yield source.edit(
                    f"code: {location} parameter renamed (two)",
                    call,
                    new,
                    f"D303 missing {location} parameter * of {name}",
                    f"D304 extra {location} parameter zz-{len(alias)} of {name}",
                )
                for limit in ("ge", "le", "max_length"):
                    value = _keyword(call, limit)
                    if value is not None:
                        told = f"D306 changed {location} parameter {alias} of {name}"
                        yield source.edit(
                            f"code: {location} parameter's limit", value, "7777", told
                        )
