"""The functions, operators, casts and operator classes that PostgreSQL 18 has built in.

`catalog.txt` is written from a real server's catalog (`tests/test_sql_catalog.py`), and read when the first
expression is looked at that needs it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spec2code.model.records import dataclass, field

__all__ = ["Catalog", "Function", "Operator", "catalog"]


@dataclass(frozen=True, slots=True)
class Function:
    """One overload: `kind` is f(unction), a(ggregate) or w(indow), `volatility` i(mmutable), s(table) or v(olatile)."""

    name: str
    kind: str
    volatility: str
    arguments: tuple[str, ...]
    result: str
    defaults: int = 0
    variadic: bool = False
    returns_set: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """`left` is '' for a prefix operator."""

    left: str
    right: str
    result: str
    volatility: str


@dataclass(slots=True)
class Catalog:
    """Types are spelled as everywhere; `names` has functions too whose arguments no SQL can write."""

    categories: dict[str, str] = field(default_factory=dict)
    """B(oolean), N(umeric), S(tring), D(ate), T(imespan), U(ser-defined)..."""
    preferred: set[str] = field(default_factory=set)
    reading: dict[str, str] = field(default_factory=dict)
    """The volatility of reading a type from text, and of writing it: `si`."""
    casts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(source, target) to the context, i(mplicit), a(ssignment) or e(xplicit), and the volatility."""
    operators: dict[str, list[Operator]] = field(default_factory=dict)
    classes: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)
    """(method, operator class) to its type, and whether it is the type's default."""
    defaults: set[tuple[str, str]] = field(default_factory=set)
    """The method and the type of each default operator class."""
    rows: str = ""
    """The lines of the functions as they stand in the file, sorted by name: few of them are ever asked for."""
    names: str = ""
    asked: dict[str, list[Function]] = field(default_factory=dict)

    def functions(self, name: str) -> list[Function]:
        """Every overload of a name."""
        if name not in self.asked:
            self.asked[name] = self._overloads(name)
        return self.asked[name]

    def _overloads(self, name: str) -> list[Function]:
        found: list[Function] = []
        place = self.rows.find(f"\nf {name};")
        while place >= 0 and self.rows.startswith(f"f {name};", place + 1):
            stop = self.rows.index("\n", place + 1)
            found.append(_function(name, self.rows[place + len(name) + 4 : stop]))
            place = stop
        return found

    def has_function(self, name: str) -> bool:
        return f"\nf {name};" in self.rows or f" {name} " in self.names

    def function_names(self) -> list[str]:
        """Every name of a function, once."""
        lines = self.rows.splitlines()
        return list(dict.fromkeys(line[2 : line.index(";")] for line in lines if line))

    def has_class(self, method: str, type: str) -> bool:
        """Whether an index method has an operator class of its own for a type."""
        return (method, type) in self.defaults


def _function(name: str, row: str) -> Function:
    flags, arguments, result = row.split(";")
    return Function(
        name,
        flags[0],
        flags[1],
        tuple(arguments.split(",")) if arguments else (),
        result,
        int(flags[2]),
        "V" in flags,
        "S" in flags,
    )


@cache
def catalog() -> Catalog:
    """The catalog, read once."""
    made = Catalog()
    text = (Path(__file__).parent / "catalog.txt").read_text(encoding="utf-8")
    first, last = text.index("\nf "), text.index("\nn ") + 1
    made.rows, made.names = text[first:last], f" {text[last + 2 :].strip()} "
    for line in text[:first].splitlines():
        kind, _, rest = line.partition(" ")
        match kind:
            case "o":
                sign, left, right, result, volatility = rest.split(";")
                made.operators.setdefault(sign, []).append(
                    Operator(left, right, result, volatility)
                )
            case "c":
                source, target, context, volatility = rest.split(";")
                made.casts[source, target] = (context, volatility)
            case "t":
                type, category, preferred, reading = rest.split(";")
                made.categories[type] = category
                made.reading[type] = reading
                if preferred:
                    made.preferred.add(type)
            case "i":
                method, name, type, default = rest.split(";")
                made.classes[method, name] = (type, bool(default))
                if default:
                    made.defaults.add((method, type))
    return made
