"""Laws of merging: random hand edits survive, generated changes arrive, nothing is done twice."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from spec2code.codegen.contract import Ownership
from spec2code.codegen.merge import merge
from spec2code.codegen.python import Imports, format_python

NAMES = ("orders", "items", "users", "events", "notes")


@dataclass(frozen=True)
class Route:
    name: str
    status: int = 200
    parameters: tuple[str, ...] = ("item_id",)
    summary: str = "Does."


@dataclass(frozen=True)
class Model:
    name: str
    fields: tuple[str, ...] = ("id",)


@dataclass(frozen=True)
class Module:
    units: tuple[Route | Model, ...]

    def render(self) -> str:
        imports = Imports()
        imports.add("fastapi", "APIRouter")
        parts = ["router = APIRouter()"]
        for unit in self.units:
            if isinstance(unit, Route):
                imports.add("fastapi", "HTTPException")
                listed = ", ".join(f"{name}: int" for name in unit.parameters)
                parts.append(
                    f'@router.get("/{unit.name}", status_code={unit.status})\n'
                    f"async def {unit.name}({listed}) -> None:\n"
                    f'    """{unit.summary}"""\n'
                    "    raise HTTPException(501)"
                )
            else:
                imports.add("pydantic", "BaseModel")
                imports.add("uuid", "UUID")
                body = "\n".join(f"    {name}: UUID" for name in unit.fields)
                parts.append(f"class {unit.name.title()}(BaseModel):\n{body}")
        return format_python(f'"""Things."""\n\n{imports.render()}\n\n' + "\n\n".join(parts) + "\n")


ROUTES = st.builds(
    Route,
    name=st.sampled_from([f"read_{name}" for name in NAMES]),
    status=st.sampled_from([200, 201]),
    parameters=st.lists(st.sampled_from("abcd"), unique=True, max_size=3).map(tuple),
    summary=st.sampled_from(["Does.", "Reads it.", "Longer\\n\\n    text."]),
)
MODELS = st.builds(
    Model,
    name=st.sampled_from(NAMES),
    fields=st.lists(st.sampled_from("abcd"), min_size=1, unique=True).map(tuple),
)
MODULES = st.lists(
    st.one_of(ROUTES, MODELS), min_size=1, max_size=6, unique_by=lambda unit: unit.name
).map(lambda units: Module(tuple(units)))


@st.composite
def regenerated(draw: st.DrawFn) -> tuple[Module, Module]:
    """A module and what the next run makes of it: units gone, new, changed."""
    before = draw(MODULES)
    after: dict[str, Route | Model] = {}
    for unit in before.units:
        match draw(st.sampled_from(["keep", "keep", "drop", "change"])):
            case "keep":
                after[unit.name] = unit
            case "change" if isinstance(unit, Route):
                after[unit.name] = replace(draw(ROUTES), name=unit.name)
            case "change":
                after[unit.name] = replace(draw(MODELS), name=unit.name)
    for unit in draw(MODULES).units:
        after.setdefault(unit.name, unit)
    return before, Module(tuple(after.values()))


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[str, list[str]]:
    """The text with random edits of a user's, and the marks that must survive."""
    marks: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        mark = f"mine_{number}"
        edit = draw(st.sampled_from(sorted(_EDITS)))
        seed = draw(st.integers(0, 1000))
        changed = _EDITS[edit](text, mark, seed)
        if changed != text:
            ast.parse(changed)
            text = changed
            marks += [mark] if mark in text else []
    return text, marks


def _pick(lines: list[str], pattern: str, seed: int) -> int | None:
    found = [index for index, line in enumerate(lines) if re.match(pattern, line)]
    return found[seed % len(found)] if found else None


def _at(pattern: str, new: str, offset: int = 0, *, instead: bool = False):  # type: ignore[no-untyped-def]
    def edit(text: str, mark: str, seed: int) -> str:
        lines = text.splitlines(keepends=True)
        index = _pick(lines, pattern, seed)
        if index is None:
            return text
        end = index + 1 if instead else index + offset
        lines[index + offset : end] = [new.replace("MARK", mark)]
        return "".join(lines)

    return edit


_EDITS = {
    "write a body": _at(r"    raise HTTP", "    return MARK(1)\n", instead=True),
    "comment in a body": _at(r"    raise HTTP", "    # MARK\n"),
    "comment behind a body": _at(r"    raise HTTP", "    # MARK\n", 1),
    "comment on a decorator": _at(r"@router", "# MARK\n"),
    "function": _at(r"@router|class ", "def MARK(x):\n    return x\n\n\n"),
    "field": _at(r"    \w+: UUID", "    MARK: int = 1\n", 1),
    "method": _at(r"    \w+: UUID", "\n    def MARK(self) -> int:\n        return 1\n\n", 1),
    "import": _at(r"from fastapi", "import MARK\n"),
    "decorator": _at(r"async def", "@MARK\n"),
    "at the end": lambda text, mark, seed: f"{text}\n\nMARK = [ 1,2 ]  # MARK".replace(
        "MARK", mark
    ),
    "at the top": lambda text, mark, seed: f"# MARK\n{text}".replace("MARK", mark),
    "field comment": _at(r"    \w+: UUID", "    # MARK\n"),
    "other quotes": lambda text, mark, seed: text.replace(
        '@router.get("/', "@router.get('/"
    ).replace('", status', "', status"),
}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_hand_edits_survive(data: st.DataObject) -> None:
    before, after = data.draw(regenerated())
    base, ours = before.render(), after.render()
    theirs, marks = data.draw(edited(base))
    for ownership in (Ownership.USER, Ownership.GENERATED):
        merged = merge(base, ours, theirs, ownership, path="app/things.py")
        assert merged.text is not None and merged.marked is not None
        ast.parse(merged.text)
        for mark in marks:
            assert merged.text.count(mark) == theirs.count(mark)
            assert mark in merged.marked
        assert ("<<<<<<<" in merged.marked) == bool(merged.conflicts)
        assert merge(ours, ours, merged.text, ownership).text == merged.text
        again = merge(base, ours, merged.text, ownership)
        if not merged.conflicts:
            assert again.text == merged.text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_nobody_edited_is_as_generated(data: st.DataObject) -> None:
    before, after = data.draw(regenerated())
    base, ours = before.render(), after.render()
    theirs = f"{base}\n\ndef mine(x):\n    return x\n"
    merged = merge(base, ours, theirs, Ownership.GENERATED)
    assert merged.text is not None and not merged.conflicts
    made = {ast.dump(node) for node in ast.parse(merged.text).body}
    wanted = {ast.dump(node) for node in ast.parse(ours).body}
    mine = ast.dump(ast.parse("def mine(x):\n    return x\n").body[0])
    assert made == wanted | {mine}
    assert format_python(merged.text) == merged.text


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_first_run_onto_an_existing_file_only_adds(data: st.DataObject) -> None:
    before, after = data.draw(regenerated())
    theirs, _ = data.draw(edited(before.render()))
    merged = merge(None, after.render(), theirs, Ownership.USER)
    assert merged.text is not None
    left = iter(merged.text.splitlines())
    imports = r"(from|import) "
    for line in theirs.splitlines():
        if line and not re.match(imports, line):
            assert line in left, line
    names = {unit.name for unit in after.units if isinstance(unit, Route)}
    assert names <= {getattr(node, "name", "") for node in ast.parse(merged.text).body}
