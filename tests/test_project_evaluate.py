"""The evaluator: constants, helpers, loops and settings by reading, within limits."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from spec2code.project.evaluate import STEP_LIMIT, Evaluator
from spec2code.project.sources import Sources
from spec2code.project.values import Call, External, Instance, Member, Native, Scope, Unknown, Value

CONFIG = """
import enum
import os
from dataclasses import dataclass, field
from pydantic import Field
from pydantic_settings import BaseSettings

class Color(str, enum.Enum):
    RED = "red"
    BLUE = "blue"

class Level(enum.IntEnum):
    LOW = enum.auto()
    HIGH = enum.auto()

class Kind(enum.StrEnum):
    BIG_ONE = enum.auto()

class Database(BaseSettings):
    host: str = "localhost"
    port: int = Field(default=5432, alias="PORT")
    names: list[str] = Field(default_factory=lambda: ["a", "b"])
    secret: str

class Settings(BaseSettings):
    db: Database = Database(host="db")
    prefix: str = os.getenv("PREFIX", "/api")

    @property
    def url(self) -> str:
        return f"pg://{self.db.host}:{self.db.port}"

    @classmethod
    def make(cls, **kwargs): return cls(**kwargs)

    def join(self, *parts: str, sep: str = "/") -> str:
        return self.prefix + sep + sep.join(parts)

@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)

settings = Settings()
"""

VALUES = [
    ("1 + 2 * 3 - 4 // 2", 5),
    ("-(2 ** 10)", -1024),
    ("'a' * 3 + 'b'", "aaab"),
    ("[1, 2] + [3]", [1, 2, 3]),
    ("f'{1}-{\"x\"!r}-{3:03d}'", "1-'x'-003"),
    ("'%s/%s' % ('a', 1)", "a/1"),
    ("'{}{x}'.format('a', x=2)", "a2"),
    ("', '.join(str(n) for n in range(3))", "0, 1, 2"),
    ("[a + b for a in 'xy' for b in 'zw' if a != 'y']", ["xz", "xw"]),
    ("{k: v for k, v in zip('ab', [1, 2])}", {"a": 1, "b": 2}),
    ("{**{'a': 1}, 'b': 2}", {"a": 1, "b": 2}),
    ("(lambda a, b=2, *c, d=4, **e: (a, b, c, d, e))(1, 3, 5, f=6)", (1, 3, (5,), 4, {"f": 6})),
    ("'yes' if 3 > 2 > 1 else 'no'", "yes"),
    ("None or 'default'", "default"),
    ("'' and 1", ""),
    ("[1, 2, 3][1:]", [2, 3]),
    ("{'a': {'b': 1}}['a']['b']", 1),
    ("'a-b'.replace('-', '_').upper().split('_')", ["A", "B"]),
    ("sorted({'b', 'a'})", ["a", "b"]),
    ("len({('a', frozenset({'x'})), ('a', frozenset({'x'})), ('b', 1), ('b', True)})", 2),
    ("len({Color.RED, 'red', Color.BLUE, ('red',)})", 3),
    ("max([1, 5, 3]) + len('abc')", 8),
    ("any(x > 2 for x in [1, 2, 3])", True),
    ("'b' in {'a': 1, 'b': 2}", True),
    ("settings.url", "pg://db:5432"),
    ("settings.prefix", "/api"),
    ("settings.db.names", ["a", "b"]),
    ("settings.join('x', 'y')", "/api/x/y"),
    ("Settings.make(prefix='/p').prefix", "/p"),
    ("Settings(prefix='/q').join('z')", "/q/z"),
    ("Point(1).y + Point(1, y=5).y", 7),
    ("Color.RED.value + Color('blue').name", "redBLUE"),
    ("f'{Color.RED.value}'", "red"),
    ("Color.RED == 'red'", True),
    ("[c.value for c in Color]", ["red", "blue"]),
    ("['red' in Color, Color.BLUE in Color, 'green' not in Color]", [True, True, True]),
    ("Level.HIGH.value", 2),
    ("Kind.BIG_ONE.value", "big_one"),
    ("isinstance(Color.RED, str)", True),
    ("isinstance(settings, Settings)", True),
    ("getattr(settings, 'prefix')", "/api"),
    ("getattr(Point(1), 'z', 'none')", "none"),
    ("os.path.join('a', 'b.sql')", "a/b.sql"),
    ("os.environ.get('NEVER', 'x').lower()", "x"),
    ("total(4)", 10),
    ("fibonacci(10)", 55),
    ("collected()", ["a", "b", "c"]),
    ("early(3)", "big"),
    ("unpacked()", (1, [2, 3], 4)),
    ("generated()", [0, 1, 4]),
    ("matched('b')", "second"),
    ("counted()", 3),
]

FUNCTIONS = """
def total(n):
    result = 0
    while n > 0:
        result += n
        n -= 1
    return result

def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

def collected():
    out = []
    for index, letter in enumerate("abcd"):
        if index == 3:
            break
        out.append(letter)
    else:
        out.append("never")
    return out

def early(n):
    if n > 2:
        return "big"
    raise ValueError("small")

def unpacked():
    first, *middle, last = [1, 2, 3, 4]
    return first, middle, last

def generated():
    for n in range(3):
        yield n * n

def matched(x):
    match x:
        case "a":
            return "first"
        case "b" | "c":
            return "second"

def counted():
    count = 0
    def add():
        nonlocal count
        count += 1
    for _ in range(3):
        add()
    return count

def endless():
    while True:
        pass

def deep(n):
    return deep(n + 1)

def grow():
    text = "x"
    for _ in range(100):
        text = text + text
    return text

def nested():
    return [[[a, b, c] for c in range(1000)] for b in range(1000) for a in range(1000)]

def depends(flag):
    if flag:
        return "a"
    return "b"
"""

UNKNOWN = [
    ("os.environ['NEVER']", "environment"),
    ("settings.db.secret", "no default"),
    ("missing_name", "not defined"),
    ("f'{missing_name}/x'", "not defined"),
    ("depends(elsewhere.flag)", "condition"),
    ("[x for x in elsewhere.things]", "loops over"),
    ("elsewhere.count + 1", "operands"),
    ("endless()", ""),
    ("deep(0)", ""),
    ("grow()", ""),
    ("nested()", ""),
    ("9 ** 9 ** 9", ""),
    ("'x' * 10**9", ""),
    ("1 / 0", ""),
    ("[1][5]", ""),
    ("'%d' % 'x'", ""),
    ("'%99999999d' % 1", ""),
    ("int('x')", ""),
    ("range(10**12)", ""),
    ("eval('1')", None),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evaluator, Scope]:
    root = tmp_path_factory.mktemp("evaluate")
    (root / "config.py").write_text(CONFIG)
    (root / "names.py").write_text(
        "import elsewhere\nimport os\nfrom config import *\n" + FUNCTIONS
    )
    sources = Sources(root)
    evaluator = Evaluator(sources)
    module = sources.module("names")
    assert module is not None
    return evaluator, evaluator.module_scope(module)


def evaluated(place: tuple[Evaluator, Scope], text: str) -> Value:
    return place[0].value(ast.parse(text, mode="eval").body, place[1])


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(place: tuple[Evaluator, Scope], text: str, expected: object) -> None:
    assert evaluated(place, text) == expected


@pytest.mark.parametrize(("text", "reason"), UNKNOWN)
def test_what_can_not_be_told_says_why_and_ends(
    place: tuple[Evaluator, Scope], text: str, reason: str | None
) -> None:
    before = place[0].total
    value = evaluated(place, text)
    assert place[0].total - before <= STEP_LIMIT + 1
    if reason is None:
        assert isinstance(value, Call)
    else:
        assert isinstance(value, Unknown)
        assert reason in value.reason


def test_what_it_may_be_is_kept(place: tuple[Evaluator, Scope]) -> None:
    value = evaluated(place, "depends(elsewhere.flag)")
    assert isinstance(value, Unknown)
    assert value.candidates == ("a", "b")


def test_libraries_stay_symbolic(place: tuple[Evaluator, Scope]) -> None:
    value = evaluated(place, "elsewhere.Column('x', elsewhere.String(20), nullable=False)")
    assert isinstance(value, Call)
    assert value.name == "elsewhere.Column"
    assert value.args[0] == "x"
    assert value.kwargs == {"nullable": False}
    inner = value.argument(1, "type")
    assert isinstance(inner, Call) and inner.function == External("elsewhere.String")


def project(tmp_path: Path, **modules: str) -> tuple[Evaluator, Sources]:
    for name, text in modules.items():
        file = tmp_path / (name.replace("__", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
    sources = Sources(tmp_path)
    return Evaluator(sources), sources


def value_of(evaluator: Evaluator, sources: Sources, dotted: str, name: str) -> Value:
    module = sources.module(dotted)
    assert module is not None
    return evaluator.member(module, name)


def test_names_are_followed_through_imports(tmp_path: Path) -> None:
    evaluator, sources = project(
        tmp_path,
        pkg__init="",
        pkg__core="VALUE = 1\n_HIDDEN = 2\ndef make(): return VALUE + 1\n",
        pkg__again="from .core import VALUE as RENAMED, make\nfrom . import core\nINNER = core.VALUE\n",
        pkg__star="from .core import *\nfrom .again import *\n",
        main="""
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from pkg.core import VALUE as TYPED
            import pkg.core
            import pkg.core as short
            from pkg.star import RENAMED, make
            from pkg import star
            try:
                import orjson as json
            except ImportError:
                import json
            def late():
                from pkg.again import INNER
                return INNER
            A = pkg.core.VALUE
            B = short.make()
            C = RENAMED + make()
            D = star.VALUE
            E = late()
            F = TYPED
            G = star._HIDDEN
        """,
    )
    (tmp_path / "pkg" / "__init__.py").write_text("")
    found = {name: value_of(evaluator, sources, "main", name) for name in "ABCDEF"}
    assert found == {"A": 1, "B": 2, "C": 3, "D": 1, "E": 1, "F": 1}
    assert isinstance(value_of(evaluator, sources, "main", "G"), Unknown)
    assert value_of(evaluator, sources, "main", "json") == External("orjson")


def test_branches_nobody_knows_are_both_taken(tmp_path: Path) -> None:
    evaluator, sources = project(
        tmp_path,
        main="""
            import elsewhere
            seen = []
            same = 1
            if elsewhere.flag:
                seen.append("then")
                which = "a"
                same = 2
            else:
                seen.append("else")
                which = "b"
                same = 2
            for item in elsewhere.items():
                seen.append("loop")
        """,
    )
    assert value_of(evaluator, sources, "main", "seen") == ["then", "else", "loop"]
    assert value_of(evaluator, sources, "main", "same") == 2
    which = value_of(evaluator, sources, "main", "which")
    assert isinstance(which, Unknown) and which.candidates == ("a", "b")


def test_calls_outside_the_project_are_handed_on(tmp_path: Path) -> None:
    evaluator, sources = project(
        tmp_path,
        helpers="from alembic import op\ndef add(table, *columns):\n"
        "    for column in columns:\n        op.add_column(table, column)\n",
        revision="""
            import sqlalchemy as sa
            from alembic import op
            from helpers import add
            TABLES = ["a", "b"]

            def upgrade():
                for table in TABLES:
                    add(table, sa.Column("x"), sa.Column("y"))
                with op.batch_alter_table("c") as batch:
                    batch.drop_column("z")
                if op.get_bind().dialect.name == "postgresql":
                    op.execute(f"DROP TABLE {TABLES[0]}")
        """,
    )
    calls: list[tuple[str, list[Value]]] = []

    class Bind(Native):
        def attribute(self, evaluator: Evaluator, name: str) -> Value:
            return "postgresql" if name == "name" else self

    def on_call(
        name: str, node: ast.AST | None, args: list[Value], kwargs: dict[str, Value], scope: Scope
    ) -> Value:
        if name == "alembic.op.get_bind":
            return Bind()
        if name.startswith("alembic.op"):
            calls.append(
                (name, [item.args[0] if isinstance(item, Call) else item for item in args])
            )
        return NotImplemented

    upgrade = value_of(evaluator, sources, "revision", "upgrade")
    evaluator.run(upgrade, on_call=on_call)
    assert calls == [
        ("alembic.op.add_column", ["a", "x"]),
        ("alembic.op.add_column", ["a", "y"]),
        ("alembic.op.add_column", ["b", "x"]),
        ("alembic.op.add_column", ["b", "y"]),
        ("alembic.op.batch_alter_table", ["c"]),
        ("alembic.op.batch_alter_table().drop_column", ["z"]),
        ("alembic.op.execute", ["DROP TABLE a"]),
    ]


def test_classes_are_walked_as_python_does(tmp_path: Path) -> None:
    evaluator, sources = project(
        tmp_path,
        main="""
            class A:
                kind = "a"
                def __init__(self, x=1): self.x = x
                def name(self): return "A" + self.kind
            class B(A):
                def name(self): return "B" + super().name()
            class C(A):
                kind = "c"
            class D(B, C):
                def __init__(self): super().__init__(x=5)
                @staticmethod
                def fixed(): return 7
                def __call__(self, y): return self.x + y
                def __getitem__(self, key): return key * 2
            d = D()
            RESULT = (d.name(), d.x, D.fixed(), d(1), d["k"])
        """,
    )
    assert value_of(evaluator, sources, "main", "RESULT") == ("BAc", 5, 7, 6, "kk")
    assert isinstance(value_of(evaluator, sources, "main", "d"), Instance)


def test_members_of_enums_are_objects(place: tuple[Evaluator, Scope]) -> None:
    value = evaluated(place, "Color.RED")
    assert isinstance(value, Member)
    assert (value.cls.name, value.name, value.value) == ("Color", "RED", "red")


DEAR = """
import sys

def searched(names, depth):
    for name in names:
        if sys.platform == name or depth:
            found = searched(names, depth - 1)
        else:
            found = name
    return found

def register(cls):
    setattr(cls, "__init_subclass__", note)
    return cls

def note(cls, **kwargs):
    searched(["a", "b", "c", "d", "e"], 9)

@register
class Base: ...

def __getattr__(name):
    return searched(["a", "b", "c", "d", "e"], 9)
"""


def test_asking_a_module_or_telling_a_base_takes_few_steps(tmp_path: Path) -> None:
    lines = [
        f"class Kind{number}(dear.Base): ...\nasked{number} = dear.no{number}"
        for number in range(40)
    ]
    (tmp_path / "dear.py").write_text(DEAR + "class Hooked:\n    def __init_subclass__(cls): ...\n")
    (tmp_path / "use.py").write_text("import dear\n" + "\n".join(lines) + "\n")
    evaluator = Evaluator(Sources(tmp_path), {})
    module = evaluator.sources.modules["use.py"]
    for number in range(40):
        value = evaluator.member(module, f"asked{number}")
        assert isinstance(value, Unknown)
        assert not isinstance(evaluator.member(module, f"Kind{number}"), Unknown)
    assert evaluator.total < 40 * 12_000


def test_what_is_only_run_as_a_program_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        "found = [__name__]\nif __name__ == '__main__':\n    found.append(1)\n"
    )
    sources = Sources(tmp_path)
    assert Evaluator(sources).member(sources.modules["main.py"], "found") == ["main"]


def test_objects_say_whether_they_are_true(tmp_path: Path) -> None:
    (tmp_path / "truth.py").write_text(textwrap.dedent("""
            import library
            class Off:
                def __bool__(self): return False
            class Shelf:
                def __init__(self, *items): self.items = list(items)
                def __len__(self): return len(self.items)
            class Later(Off):
                def __bool__(self): return library.ready()
            class Plain: ...
            """))
    sources = Sources(tmp_path)
    evaluator = Evaluator(sources)
    scope = evaluator.module_scope(sources.modules["truth.py"])

    def value(text: str) -> Value:
        return evaluator.value(ast.parse(text, mode="eval").body, scope)

    assert value("1 if Off() else 2") == 2
    assert value("[not Off(), bool(Shelf()), bool(Shelf(1)), bool(Plain())]") == [
        True,
        False,
        True,
        True,
    ]
    assert value("Shelf() or 3") == 3
    assert isinstance(value("1 if Later() else 2"), Unknown)
