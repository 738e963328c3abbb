"""Merging what was generated, what is generated now and what the user has."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from spec2code.codegen.contract import Ownership
from spec2code.codegen.merge import Merged, merge

USER, GENERATED = Ownership.USER, Ownership.GENERATED


def merged(base: str | None, ours: str, theirs: str, ownership: Ownership = USER) -> Merged:
    sides = [dedent(side) if side is not None else None for side in (base, ours, theirs)]
    assert sides[1] is not None
    return merge(sides[0], sides[1], sides[2], ownership, path="app/x.py")


def check(
    base: str | None, ours: str, theirs: str, expected: str, ownership: Ownership = USER
) -> None:
    result = merged(base, ours, theirs, ownership)
    assert result.text == dedent(expected)
    assert not result.conflicts and result.marked == result.text
    assert merge(dedent(ours), dedent(ours), result.text, ownership).text == result.text


@pytest.mark.parametrize(
    ("ownership", "base", "theirs", "expected"),
    [
        (USER, None, None, "new\n"),
        (USER, "old\n", None, "new\n"),
        (Ownership.ONCE, "old\n", None, "new\n"),
        (Ownership.ADDED, None, None, "new\n"),
        (Ownership.ADDED, "old\n", None, None),
        (Ownership.ADDED, "old\n", "old\n", "old\n"),
        (Ownership.ONCE, "old\n", "old\n", "old\n"),
        (USER, "old\n", "old\n", "new\n"),
        (GENERATED, "new\n", "mine\n", "mine\n"),
        (GENERATED, "old\n", "new\n", "new\n"),
    ],
)
@pytest.mark.parametrize("path", ["x.py", "x.ini"])
def test_whole_files(
    ownership: Ownership, base: str | None, theirs: str | None, expected: str | None, path: str
) -> None:
    result = merge(base, "new\n", theirs, ownership, path=path)
    assert (result.text, result.conflicts) == (expected, ())


@pytest.mark.parametrize(
    ("path", "theirs"), [("x.yaml", "mine: 1"), ("x.py", "def (:\n"), ("x.py", "\x00")]
)
def test_what_is_no_python_is_in_conflict_as_a_whole(path: str, theirs: str) -> None:
    result = merge("a = 1\n", "a = 2\n", theirs, USER, path=path)
    (conflict,) = result.conflicts
    assert (result.text, conflict.path, conflict.unit) == (theirs, path, "")
    assert result.resolved("keep") == theirs
    ended = theirs if theirs.endswith("\n") else f"{theirs}\n"
    assert (
        result.resolved("markers") == f"<<<<<<< yours\n{ended}=======\na = 2\n>>>>>>> spec2code\n"
    )


ROUTE = """
    @router.get("/a")
    async def read(item: int) -> None:
        \"\"\"Reads.\"\"\"
        raise HTTPException(501)
    """
WRITTEN = """
    @router.get("/a")
    async def read(item: int) -> None:
        \"\"\"Reads.\"\"\"
        # by hand
        return db.get(  item)
    """


def test_the_signature_is_refreshed_and_the_body_kept() -> None:
    ours = ROUTE.replace("item: int", "item: str, q: int = 0").replace('"/a"', '"/a", tags=["t"]')
    expected = WRITTEN.replace("item: int", "item: str, q: int = 0")
    check(ROUTE, ours, WRITTEN, expected.replace('"/a"', '"/a", tags=["t"]'))


@pytest.mark.parametrize(
    ("generated", "mine", "expected"),
    [
        ("a: str", "item: int, db: Db", "a: str, db: Db"),
        ("item: int, q: str", "db: Db, item: int", "db: Db, item: int, q: str"),
        ("item: int, q: str", "item: int, db: Db = X", "item: int, q: str, db: Db = X"),
        ("q: str, item: int", "item: int, db: Db = X", "q: str, item: int, db: Db = X"),
        ("item: str", "item: int = 3", "item: str = 3"),
        ("item: int, *, q: str", "item: int, /", None),
        ("item: str", "item: float", None),
        ("", "item: float", None),
    ],
)
def test_parameters_of_both_sides(generated: str, mine: str, expected: str | None) -> None:
    ours, theirs = (ROUTE.replace("item: int", text) for text in (generated, mine))
    result = merged(ROUTE, ours, theirs)
    if expected is None:
        if result.conflicts:
            assert result.conflicts[0].unit == "read (signature)"
            assert result.text == dedent(theirs)
        else:
            assert result.text is not None and ast.parse(result.text)
    else:
        assert result.text == dedent(ROUTE.replace("item: int", expected))


def test_arguments_of_both_sides() -> None:
    base = "x = Call(String(10), nullable=False)\nT = (Index('a', 'b'), {'c': 1})\n"
    ours = "x = Call(String(20), nullable=False)\nT = (Index('a', 'b', 'z'), {'c': 1, 'e': 2})\n"
    theirs = (
        "x = Call(String(10), nullable=False, mine=1)\nT = (Index('a', 'b'), Mine(), {'c': 1})\n"
    )
    check(
        base,
        ours,
        theirs,
        "x = Call(String(20), nullable=False, mine=1)\n"
        'T = (Index("a", "b", "z"), Mine(), {"c": 1, "e": 2})\n',
        GENERATED,
    )


def test_a_field_joins_a_class_with_a_method() -> None:
    base = """
        class Order(Base):
            \"\"\"An order.\"\"\"

            id: int
            total: int
        """
    ours = base.replace("    id: int\n", "    id: int\n            name: str\n").replace(
        "total: int", "total: Decimal"
    )
    theirs = """
        class Order(Mixin, Base):
            \"\"\"An order.\"\"\"

            id: int
            total: int  # in cents

            def paid(self) -> bool:
                return True
        """
    result = merged(base, ours, theirs, GENERATED)
    (conflict,) = result.conflicts
    assert conflict.unit == "Order.total" and conflict.span.line == 6
    assert (conflict.ours, conflict.theirs) == (
        "    total: Decimal\n",
        "    total: int  # in cents\n",
    )
    assert result.text == dedent(
        theirs.replace("    id: int\n", "    id: int\n            name: str\n")
    )
    assert result.marked is not None
    assert (
        "    name: str\n<<<<<<< yours\n    total: int  # in cents\n=======\n"
        "    total: Decimal\n>>>>>>> spec2code\n\n    def paid" in result.marked
    )


def test_what_the_user_deleted_stays_deleted() -> None:
    base = "def a():\n    pass\n\n\ndef b():\n    pass\n"
    check(base, base.replace("pass", "pass", 1), "def b():\n    pass\n", "def b():\n    pass\n")
    changed = base.replace("pass", "return 1", 1)
    result = merged(base, changed, "def b():\n    pass\n")
    assert result.text == "def b():\n    pass\n" and not result.conflicts
    assert [(kept.unit, kept.path) for kept in result.kept] == [("a", "app/x.py")]


@pytest.mark.parametrize("ownership", [USER, GENERATED])
def test_what_the_spec_dropped_goes_unless_it_was_edited(ownership: Ownership) -> None:
    base = "x = 1\n\n\n# about a\ndef a():\n    pass\n\n\ndef b():\n    pass\n"
    ours = "x = 1\n"
    theirs = base + "\n\ndef mine():\n    pass\n"
    check(base, ours, theirs, "x = 1\n\n\ndef mine():\n    pass\n", ownership)
    edited = base.replace("pass", "return 7", 1)
    result = merged(base, ours, edited, ownership)
    assert result.text == "x = 1\n\n\n# about a\ndef a():\n    return 7\n"
    assert len(result.conflicts) == (ownership is GENERATED)
    assert len(result.kept) == (ownership is USER)


def test_a_class_that_loses_all_its_members_stays_python() -> None:
    base = "class A:\n    a: int\n    b: int\n"
    ours = "class A:\n    b: int\n"
    check(base, ours, "class A:\n    a: int\n", "class A:\n    pass\n", GENERATED)


def test_imports() -> None:
    base = """
        import uuid

        from fastapi import APIRouter

        router = APIRouter()


        def a(x: uuid.UUID):
            pass
        """
    ours = """
        import datetime

        from fastapi import APIRouter, Query
        from pydantic import EmailStr

        from app.models import Order

        router = APIRouter()


        def a(x: datetime.date, y: EmailStr, z: Order = Query()):
            pass
        """
    theirs = """
        import os
        import uuid

        from fastapi import (
            APIRouter,  # mine
        )

        router = APIRouter()


        def a(x: uuid.UUID):
            return os.name
        """
    check(
        base,
        ours,
        theirs,
        """
        import datetime
        import os

        from fastapi import (
            APIRouter,  # mine
        )
        from fastapi import Query
        from pydantic import EmailStr

        from app.models import Order

        router = APIRouter()


        def a(x: datetime.date, y: EmailStr, z: Order = Query()):
            return os.name
        """,
    )


def test_typing_imports_get_their_block() -> None:
    base = "import os\n\nx = os\n"
    ours = (
        "import os\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n"
        '    from app.b import B\n\nx = os\ny: "B | None" = None\n'
    )
    theirs = "import os\n\nx = os\nmine = 1\n"
    check(base, ours, theirs, ours.replace("x = os\n", "x = os\n") + "mine = 1\n", GENERATED)
    more = ours.replace("import B", "import A, B").replace('"B |', '"A | B |')
    result = merge(ours, more, ours + "mine = 1\n", GENERATED)
    assert result.text == more + "mine = 1\n"


def test_a_name_that_is_bound_otherwise_is_a_conflict() -> None:
    base = "x = 1\n"
    ours = "import datetime\n\nx = 1\ny = datetime.date.min\n"
    theirs = "from datetime import datetime\n\nx = 1\nz = datetime.now()\n"
    (conflict,) = merged(base, ours, theirs).conflicts
    assert conflict.unit == "import of datetime"


def test_definitions_stand_before_their_use() -> None:
    base = "class A:\n    x: int\n\n\nclass B:\n    y: int\n"
    ours = "class C:\n    z: int\n\n\nclass B:\n    y: int\n\n\nclass A:\n    x: B\n    c: C\n"
    theirs = base + "\n\nmine = 1\n"
    result = merged(base, ours, theirs, GENERATED)
    assert result.text is not None
    exec(compile(result.text, "x", "exec"), {"__name__": "x"})
    assert result.text.endswith("\n\nmine = 1\n")


def test_newlines_and_byte_order_mark_stay() -> None:
    base, ours = "a = 1\nb = 1\n", "a = 1\nb = 2\nc = 3\n"
    theirs = "\ufeffa = 1\r\nb = 1\r\n# mine\r\n"
    assert merge(base, ours, theirs, USER).text == ("\ufeffa = 1\r\nb = 2\r\nc = 3\r\n# mine\r\n")


def test_layout_is_no_edit() -> None:
    base = 'def a(x="1", y=2):\n    return {"a": x}\n'
    ours = 'def a(x="1", y=3):\n    return {"a": x, "b": 2}\n'
    theirs = "# mine\ndef a(\n  x='1', y=2,\n):\n    return {'a': x}\n"
    check(base, ours, theirs, f"# mine\n{ours}")


def test_the_first_run_keeps_what_differs_outside_the_contract() -> None:
    ours = ROUTE + '\n\n    app = FastAPI(title="Spec")\n'
    theirs = WRITTEN + '\n\n    app = FastAPI(title="Mine")\n'
    check(None, ours, theirs, theirs)
    result = merged(None, ours.replace("item: int", "item: str"), theirs)
    assert [conflict.unit for conflict in result.conflicts] == ["read (signature)"]


def test_routers_are_told_apart_by_what_they_include() -> None:
    base = "app.include_router(a.router)\napp.include_router(b.router)\n"
    ours = base.replace("b.router", 'b.router, prefix="/v1"') + "app.include_router(c.router)\n"
    theirs = base.replace("(a.router)", "(a.router, tags=['mine'])")
    check(
        base,
        ours,
        theirs,
        "app.include_router(a.router, tags=['mine'])\n"
        'app.include_router(b.router, prefix="/v1")\napp.include_router(c.router)\n',
    )


def test_one_line_bodies_and_semicolons() -> None:
    base = "class A: ...\ndef f(): return 1\na = 1; b = 2\n"
    ours = "class A: x = 1\ndef f(): return 2\na = 1; b = 3\n"
    expected = "class A: x = 1\ndef f(): return 2\n\n\na = 1; b = 3\nmine = 1\n"
    check(base, ours, f"{base}mine = 1\n", expected)
    (conflict,) = merged(base, ours, base.replace("return 1", "return 9")).conflicts
    assert conflict.unit == "f"
