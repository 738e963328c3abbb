"""Which types PostgreSQL takes for which, and which overload it chooses (its documentation, chapter 10).

A type is None where it isn't known, and fits everywhere. `unknown` is that of a string literal.
"""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.schema import Schema
from spec2code.sql.identifiers import split_name
from spec2code.sql.literals import base_type
from spec2code.sql.semantics.catalog import Function, Operator, catalog
from spec2code.sql.types import canonical_type
from spec2code.sql.word_sets import word_set

__all__ = ["Types"]

_POLYMORPHIC = word_set(
    '"any" anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray '
    "anycompatiblenonarray anycompatiblerange anycompatiblemultirange"
)
_RANGES = {
    "int4range": "integer", "int8range": "bigint", "numrange": "numeric", "daterange": "date",
    "tsrange": "timestamp without time zone", "tstzrange": "timestamp with time zone",
}  # fmt: skip


class Types:
    """The types of one schema, and PostgreSQL's own."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.catalog = catalog()
        self._plain: dict[str, str | None] = {}
        self._operators: dict[
            tuple[str, str | None, str | None, bool], tuple[Operator | None, str]
        ] = {}
        self._functions: dict[tuple[str, tuple[str | None, ...]], tuple[Function | None, str]] = {}
        self._enums = {str(name): enum.labels for name, enum in schema.enums.items()}
        self._domains = {
            key[1]: item.definition.key
            for key, item in schema.objects.items()
            if key[0] == "domain"
        }

    def plain(self, type: str | None) -> str | None:
        """The type without modifiers, a domain as what it is made of; None where it isn't known."""
        if not type:
            return None
        if type not in self._plain:
            self._plain[type] = self._worked_out(type)
        return self._plain[type]

    def _worked_out(self, type: str) -> str | None:
        if type.endswith("[]"):
            item = self.plain(type[:-2])
            return f"{item}[]" if item else None
        base = base_type(type)
        if base.startswith("interval"):
            base = "interval"
        if base == "bpchar":
            base = "character"
        if base in self.catalog.categories or base in ("unknown", '"char"', *_POLYMORPHIC):
            return base
        name = split_name(base)
        if name in self.schema.enums:
            return str(name)
        definition = self._domains.get(name)
        if definition is not None:
            words = definition.split(" as ", 1)
            return self.plain(_type_at_start(words[-1])) if len(words) == 2 else None
        return None

    def is_enum(self, type: str) -> bool:
        return type in self._enums

    def labels(self, type: str) -> tuple[str, ...] | None:
        """The labels of an enum; None for every other type."""
        return self._enums.get(type)

    def category(self, type: str) -> str:
        if type == "unknown":
            return "X"
        if type.endswith("[]"):
            return "A"
        return self.catalog.categories.get(type, "E")

    # -- from one type to another --------------------------------------------------------------------

    def coerces(self, source: str, target: str, context: str = "i") -> bool:
        """Whether a value is taken where the target is wanted: in an expression, (a)ssigned, or by an (e)xplicit cast."""
        if source == target or source == "unknown" or target == '"any"':
            return True
        if target in _POLYMORPHIC:
            return self._is_a(source, target)
        cast = self.catalog.casts.get((source, target))
        if cast is not None and cast[0] in {"i": "i", "a": "ia", "e": "iae"}[context]:
            return True
        if source.endswith("[]") and target.endswith("[]"):
            return self.coerces(source[:-2], target[:-2], context)
        if target == "record":
            return source == "record"
        if cast is None and context != "i" and self.category(target) == "S":
            return True
        return cast is None and context == "e" and self.category(source) == "S"

    def _is_a(self, source: str, target: str) -> bool:
        if "multirange" in target:
            return source.endswith("multirange")
        if target.endswith("range"):
            return source in _RANGES or self.category(source) == "R"
        if target.endswith("nonarray"):
            return not source.endswith("[]")
        if target.endswith("array"):
            return source.endswith("[]")
        return self.is_enum(source) if target == "anyenum" else True

    def cast_volatility(self, source: str, target: str) -> str:
        """Of an explicit cast: i, s or v."""
        if source in (target, "unknown"):
            return "i"
        cast = self.catalog.casts.get((source, target))
        if cast is not None:
            return cast[1]
        if source.endswith("[]") and target.endswith("[]"):
            return self.cast_volatility(source[:-2], target[:-2])
        reading = self.catalog.reading.get(target, "ss")[0]
        writing = self.catalog.reading.get(source, "ss")[1]
        return "i" if reading == writing == "i" else "s"

    def common(self, types: Sequence[str | None]) -> tuple[str | None, tuple[str, str] | None]:
        """The one type of several values (CASE, COALESCE, ARRAY, UNION), and the two that don't go together."""
        if any(type is None for type in types):
            return None, None
        known = [type for type in types if type is not None and type != "unknown"]
        if not known:
            return "text", None
        chosen = known[0]
        for type in known[1:]:
            if type == chosen:
                continue
            if self.category(type) != self.category(chosen):
                return None, (chosen, type)
            forth, back = self.coerces(chosen, type), self.coerces(type, chosen)
            if chosen not in self.catalog.preferred and forth and not back:
                chosen = type
        for type in known:
            if not self.coerces(type, chosen):
                return None, (chosen, type)
        return chosen, None

    # -- choosing among overloads --------------------------------------------------------------------

    def operator(
        self, sign: str, left: str | None, right: str | None, *, prefix: bool = False
    ) -> tuple[Operator | None, str]:
        """The operator for these operands. The verdict is `found`, `none` or `undecided`."""
        asked = (sign, left, right, prefix)
        if asked not in self._operators:
            self._operators[asked] = self._operator(sign, left, right, prefix)
        return self._operators[asked]

    def _operator(
        self, sign: str, left: str | None, right: str | None, prefix: bool
    ) -> tuple[Operator | None, str]:
        known = [
            each for each in self.catalog.operators.get(sign, ()) if (each.left == "") == prefix
        ]
        if right is None or (left is None and not prefix):
            results = {each.result for each in known}
            if len(results) == 1 and not results & _POLYMORPHIC:
                return Operator("", "", results.pop(), "i"), "undecided"
            return None, "undecided" if known else "none"
        given = [right] if prefix else [left or "", right]
        if not prefix and "unknown" in given:
            same = right if left == "unknown" else left
            for each in known:
                if each.left == each.right == same:
                    return each, "found"
        wanted = [[each.right] if prefix else [each.left, each.right] for each in known]
        place = self._best(wanted, given)
        if place is None:
            return None, "none"
        return (known[place], "found") if place >= 0 else (None, "undecided")

    def function(
        self, overloads: Sequence[Function], given: Sequence[str | None]
    ) -> tuple[Function | None, str]:
        """The overload for these arguments, with the same verdicts."""
        asked = (overloads[0].name, tuple(given))
        if asked not in self._functions:
            self._functions[asked] = self._function(overloads, given)
        return self._functions[asked]

    def _function(
        self, overloads: Sequence[Function], given: Sequence[str | None]
    ) -> tuple[Function | None, str]:
        fitting: list[tuple[Function, list[str]]] = []
        for each in overloads:
            wanted = self._parameters(each, len(given))
            if wanted is not None:
                fitting.append((each, wanted))
        if any(type is None for type in given):
            possible = [
                each
                for each, wanted in fitting
                if all(
                    type is None or self.coerces(type, want)
                    for type, want in zip(given, wanted, strict=True)
                )
            ]
            results = {(each.result, each.volatility) for each in possible}
            if len(results) == 1:
                return possible[0], "undecided"
            return None, "undecided" if possible else "none"
        types = [type or "" for type in given]
        place = self._best([wanted for _, wanted in fitting], types)
        if place is None:
            return None, "none"
        return (fitting[place][0], "found") if place >= 0 else (None, "undecided")

    def _parameters(self, function: Function, count: int) -> list[str] | None:
        wanted = list(function.arguments)
        if function.variadic:
            fixed, repeated = wanted[:-1], wanted[-1].removesuffix("[]")
            if repeated == "anyarray":
                repeated = "anyelement"
            return fixed + [repeated] * (count - len(fixed)) if count > len(fixed) else None
        if len(wanted) - function.defaults <= count <= len(wanted):
            return wanted[:count]
        return None

    def _best(self, candidates: list[list[str]], given: list[str]) -> int | None:
        """The place of the best candidate; None where none fits, -1 where several do."""
        places = [
            place
            for place, wanted in enumerate(candidates)
            if all(self.coerces(type, want) for type, want in zip(given, wanted, strict=True))
            and self._consistent(given, wanted)
        ]
        if not places:
            return None
        for place in places:
            if candidates[place] == given:
                return place
        places = _most(places, lambda place: self._exact(candidates[place], given))
        places = _most(places, lambda place: self._favoured(candidates[place], given))
        if len(places) > 1 and "unknown" in given:
            places = self._by_category(places, candidates, given)
        return places[0] if len(places) == 1 else -1

    def _exact(self, wanted: list[str], given: list[str]) -> int:
        return sum(a == b for a, b in zip(wanted, given, strict=True) if b != "unknown")

    def _favoured(self, wanted: list[str], given: list[str]) -> int:
        return sum(
            a == b or (a in self.catalog.preferred and self.category(a) == self.category(b))
            for a, b in zip(wanted, given, strict=True)
            if b != "unknown"
        )

    def _by_category(
        self, places: list[int], candidates: list[list[str]], given: list[str]
    ) -> list[int]:
        """Strings first for what isn't known, then one category, then its preferred type."""
        for index, type in enumerate(given):
            if type != "unknown":
                continue
            categories = {self.category(candidates[place][index]) for place in places}
            wanted = "S" if "S" in categories else categories.pop() if len(categories) == 1 else ""
            if not wanted:
                break
            kept = [place for place in places if self.category(candidates[place][index]) == wanted]
            favoured = [
                place for place in kept if candidates[place][index] in self.catalog.preferred
            ]
            places = favoured or kept
        if len(places) > 1:
            known = {type for type in given if type != "unknown"}
            if len(known) == 1:
                same = known.pop()
                places = [
                    place
                    for place in places
                    if all(self.coerces(same, want) for want in candidates[place])
                ] or places
        return places

    def _consistent(self, given: list[str], wanted: list[str]) -> bool:
        """Whether `anyelement` and `anyarray` stand for one type throughout."""
        element: str | None = None
        for type, want in zip(given, wanted, strict=True):
            if type == "unknown" or want not in (
                "anyelement",
                "anyarray",
                "anynonarray",
                "anyenum",
                "anyrange",
            ):
                continue
            found: str | None = type
            if want == "anyarray":
                found = type.removesuffix("[]")
            elif want == "anyrange":
                found = _RANGES.get(type)
            if element is not None and found is not None and found != element:
                return False
            element = element or found
        return True

    def result(self, result: str, given: Sequence[str | None], wanted: Sequence[str]) -> str | None:
        """The result of a call: that of its arguments where it is `anyelement` and its like."""
        if result not in _POLYMORPHIC:
            return result
        for type, want in zip(given, wanted, strict=False):
            if type in (None, "unknown") or want not in _POLYMORPHIC:
                continue
            assert type is not None
            if want == result:
                return type
            if (
                want.endswith("array")
                and not want.endswith("nonarray")
                and not result.endswith("array")
            ):
                return type.removesuffix("[]")
            if want in ("anyelement", "anynonarray") and result == "anyarray":
                return f"{type}[]"
            if want == "anyrange" and result == "anyelement":
                return _RANGES.get(type)
        return None


def _most(places: list[int], score: object) -> list[int]:
    assert callable(score)
    scores = {place: score(place) for place in places}
    best = max(scores.values())
    return [place for place in places if scores[place] == best]


def _type_at_start(words: str) -> str:
    """`character varying ( 5 ) not null check ...` of a definition's key: the type that it begins with."""
    for stop in (" default ", " not ", " null", " check ", " constraint ", " collate "):
        words = words.partition(stop)[0]
    return canonical_type(words.replace(" (", "(").strip())
