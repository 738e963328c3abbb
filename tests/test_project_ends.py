"""Reading ends in time that is linear in the source: types that hold themselves, loops and calls without an end."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.project import read_project
from spec2code.project.evaluate import Evaluator
from spec2code.project.imports import reachable
from spec2code.project.sources import Sources
from tests.projects_on_disk import database, lay, revisions, table, types

USERS = 'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))'
ADD = 'op.add_column("users", sa.Column("{0}", sa.Integer()))'


def test_aliases_that_hold_themselves(tmp_path: Path) -> None:
    files = {
        "kinds.py": """
            from typing import Dict, List, Union
            from typing_extensions import TypeAliasType

            Json = TypeAliasType("Json", Union[str, None, Dict[str, "Json"], List["Json"]])
            One = TypeAliasType("One", Union[int, "Other"])
            Other = TypeAliasType("Other", Union[str, "One", List["Other"]])
            Loose = Union[str, List["Loose"], Dict[str, "Loose"]]
            """,
        "models.py": """
            import kinds
            from pydantic import BaseModel

            class Tree(BaseModel):
                data: dict[str, kinds.Json]
                other: kinds.Other
                loose: kinds.Loose
                children: "list[Tree]"
            """,
    }
    shapes = read_project(lay(tmp_path, files)).project.shapes
    schema = to_json_schema(shapes["models.Tree"], shapes)
    properties = schema["properties"]
    assert properties["data"]["additionalProperties"]["anyOf"] == [
        {"type": "string"},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/kinds.Json"}},
        {"type": "array", "items": {"$ref": "#/$defs/kinds.Json"}},
        {"type": "null"},
    ]
    others = {"type": "array", "items": {"$ref": "#/$defs/kinds.Other"}}
    assert properties["other"]["anyOf"] == [{"type": "string"}, {"type": "integer"}, others]
    assert properties["loose"]["anyOf"][1] == {"type": "array", "items": {}}
    assert properties["children"]["items"] == {"$ref": "#/$defs/models.Tree"}


LOOPS = {
    "an unknown tree": """
        def found(value):
            waiting = [value]
            while waiting:
                node = waiting.pop()
                if isinstance(node, dict):
                    for child in node.values():
                        waiting.append(child)
                elif isinstance(node, list):
                    for child in node:
                        waiting.append(child)
            return "done"
        """,
    "an unknown tree that is recursed into": """
        def found(value):
            if isinstance(value, list):
                for child in value:
                    found(child)
            if isinstance(value, dict):
                for key, child in value.items():
                    found(child)
                    found(key)
            return "done"
        """,
    "a loop that leaves all as it was": """
        def found(value):
            rows = []
            while True:
                rows = [row for row in ()]
                if rows:
                    break
            return "done"
        """,
}


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS.keys())
def test_loops_and_calls_of_which_nothing_says_where_they_end(tmp_path: Path, source: str) -> None:
    code = textwrap.dedent(source) + "\nimport elsewhere\nresult = found(elsewhere.value)\n"
    sources = Sources(lay(tmp_path, {"loops.py": code}))
    evaluator = Evaluator(sources)
    module = sources.modules["loops.py"]
    assert evaluator.value(
        ast.parse("result", mode="eval").body, evaluator.module_scope(module)
    ) == ("done")
    assert evaluator.total < 30_000


def test_recursion_over_what_is_known_goes_on_in_an_undecided_branch(tmp_path: Path) -> None:
    code = """
        import elsewhere
        found = []
        def walk(tree):
            found.append(tree["name"])
            for child in tree["children"]:
                walk(child)
        TREE = {"name": 0, "children": []}
        for number in range(1, 8):
            TREE = {"name": number, "children": [TREE]}
        if elsewhere.flag:
            walk(TREE)
        """
    sources = Sources(lay(tmp_path, {"walk.py": code}))
    scope = Evaluator(sources).module_scope(sources.modules["walk.py"])
    assert scope.names["found"] == [7, 6, 5, 4, 3, 2, 1, 0]


def test_rows_that_are_moved_in_batches_are_none(tmp_path: Path) -> None:
    body = f"""
    while True:
        result = op.get_bind().execute(sa.text(
            "WITH moved AS (UPDATE users SET id = id + 1 WHERE id IN (SELECT id FROM users LIMIT 10) "
            "RETURNING id) SELECT COUNT(*) FROM moved;"
        ))
        if result.scalar() == 0:
            break
    {ADD.format("moved")}
    """
    found = database(tmp_path, revisions(USERS, body))
    assert found.history is not None and found.diagnostics == ()
    assert list(types(table(found.history.schema, "users")))[-1] == "moved"


def test_what_imports_reach_is_told_without_parsing(tmp_path: Path) -> None:
    files = {
        "start.py": "import a; from b import (  # here (\n    x,\n    y as z,\n)\nif x: from . import c\n",
        "a.py": "def f():\n    from \\\n        d import x\n",
        "b.py": '"""Words that import something: import (\nfrom nowhere import all of it."""\n',
        "c.py": "try:\n    import e.g\nexcept ImportError:\n    pass\n# import h\n",
        "d.py": "from\tk import*\r\nimport l as m, n\r\n",
        **dict.fromkeys(["e/__init__.py", "e/g.py", "h.py", "k.py", "l.py", "n.py"], ""),
    }
    sources = Sources(lay(tmp_path, files))
    assert reachable(sources, ["start.py"]) == frozenset(files) - {"h.py"}
    assert not any("tree" in vars(module) for module in sources.modules.values())
