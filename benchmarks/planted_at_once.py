"""Plants many edits in one spec of a whole application and in its code, and looks whether exactly those are told.

Usage: python -m benchmarks.planted_at_once [--edits N] [--in-code N] [--rounds N] [-v] FACTS.json APPLICATION ...

The spec has every table and endpoint of the facts that shows no drift by itself. In each round as many of them,
chosen by a fixed seed, have one edit each: in the spec, of any kind of `plant_tables` and `plant_endpoints`, or in what
the code was read as, of any kind of `plant_schema` and `plant_api`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.plant_api import endpoint_edits
from benchmarks.plant_endpoints import ENDPOINT_KINDS, beside
from benchmarks.plant_schema import schema_edits
from benchmarks.plant_tables import TABLE_KINDS, told_as
from benchmarks.planting import Tally, drift_of, judge, read_text
from benchmarks.quiet import settings_of
from benchmarks.spec_from_facts import Facts, endpoint_text, table_text
from spec2code.drift.routes import path_key
from spec2code.model.fold import fold
from spec2code.model.project import Project
from spec2code.model.schema import Name, Schema
from spec2code.model.spec import statements_of
from spec2code.pipeline import load_project

__all__ = ["Piece", "pieces_of", "whole"]


@dataclass(slots=True)
class Piece:
    """A table or an endpoint: its text, and its edits as (kind, text, what must be told)."""

    name: str
    text: str
    edits: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)


def pieces_of(facts: Facts, project: Project) -> list[Piece]:
    """All tables and endpoints that show no drift."""
    return [*_tables(facts, project), *_endpoints(facts, project)]


def _tables(facts: Facts, project: Project) -> Iterator[Piece]:
    schema = facts.get("schema", {"tables": {}, "enums": {}})
    history = project.history.schema if project.history else None
    for name, table in schema["tables"].items():
        if history is None or Name(name) not in history.tables or name in history.objects:
            continue
        text = table_text(name, table, schema["enums"])
        if drift_of(text, project):
            continue
        mapped = project.models is not None and Name(name) in project.models.tables
        piece = Piece(name, _ddl(text))
        for kind, edit in TABLE_KINDS.items():
            for made, number, subject, in_models in edit(name, table):
                told = told_as(number, subject, models=mapped and in_models)
                # A table of another name is one more that others may refer to: it is planted alone elsewhere.
                if "renamed" not in made:
                    edited = _ddl(table_text(name, made, schema["enums"]))
                    piece.edits.append((kind, edited, told))
        yield piece


def _endpoints(facts: Facts, project: Project) -> Iterator[Piece]:
    served = {(item.method, path_key(item.path)): item for item in project.endpoints}
    seen = set()
    for route in facts.get("routes", ()):
        key = (route["method"], path_key(route["path"]))
        own = served.get(key)
        if own is None or own.undecided or route["path"] == "/" or key in seen:
            continue
        text = endpoint_text(route, facts["shapes"])
        if drift_of(text, project):
            continue
        seen.add(key)
        route = beside(route, own, project)
        piece = Piece(f"{route['method']} {route['path']}", _api(text))
        for kind, edit in ENDPOINT_KINDS.items():
            for made, shapes, told in edit(route, facts["shapes"]):
                edited = _api(endpoint_text(made, shapes))
                if edited != piece.text:
                    piece.edits.append((kind, edited, told))
        yield piece


def _ddl(text: str) -> str:
    return text.partition("```sql\n")[2].rpartition("```")[0]


def _api(text: str) -> str:
    return text.partition("## API Design\n")[2]


def whole(pieces: list[Piece], edited: dict[str, str]) -> str:
    """One spec of all pieces, some of them edited; a type that several tables have is made once."""
    tables, endpoints, made = [], [], set()
    for piece in pieces:
        text = edited.get(piece.name, piece.text)
        if " /" in piece.name:
            endpoints.append(text)
            continue
        for line in text.splitlines():
            if line.startswith("CREATE TYPE ") and (line in made or made.add(line)):
                continue
            tables.append(line)
    sql = "\n".join(["```sql", *tables, "```"]) if tables else ""
    api = "\n".join(endpoints)
    return f"# Technical Spec: The whole\n\n## Data Model\n\n{sql}\n\n## API Design\n\n{api}\n"


def _picked(
    chance: random.Random, candidates: list[Piece], most: int
) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """One edit for so many pieces; none that is told as another is: of one model both are one finding."""
    picked: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    told: set[str] = set()
    for piece in chance.sample(candidates, len(candidates)):
        edit = chance.choice(piece.edits)
        if told.isdisjoint(edit[2]) and len(picked) < most:
            picked[piece.name] = edit
            told.update(edit[2])
    return picked


def _edited_in_code(
    chance: random.Random, pieces: list[Piece], project: Project, most: int
) -> tuple[Project, list[str]]:
    """The project with one edit in each of so many tables and endpoints, and what must be told of them."""
    told: list[str] = []
    edits = 0
    for piece in chance.sample(pieces, len(pieces)):
        if edits == most:
            break
        found = list(
            _endpoint_edits(piece, project) if " /" in piece.name else _table_edits(piece, project)
        )
        # Of one model that several endpoints use both would be one finding.
        free = [item for item in found if not _meets(item[1], told)]
        if free:
            project, expected = chance.choice(free)
            told += expected
            edits += 1
    return project, told


def _meets(expected: tuple[str, ...], told: list[str]) -> bool:
    planted = any("PlantedModel" in item for item in told)
    return any(item in told or (planted and "PlantedModel" in item) for item in expected)


def _table_edits(piece: Piece, project: Project) -> Iterator[tuple[Project, tuple[str, ...]]]:
    history = project.history
    assert history is not None
    specs = read_text(f"# Technical Spec: A\n\n## Data Model\n\n```sql\n{piece.text}```\n")
    spoken = fold(Schema(), statements_of(specs), ensure=True).schema
    name = Name(piece.name)
    spoken = Schema(tables={name: spoken.tables[name]})
    for edit in schema_edits(history.schema, spoken, models=False):
        if edit.expected and edit.schema.tables.keys() == history.schema.tables.keys():
            yield replace(project, history=replace(history, schema=edit.schema)), edit.expected


def _endpoint_edits(piece: Piece, project: Project) -> Iterator[tuple[Project, tuple[str, ...]]]:
    (spec,) = read_text(f"# Technical Spec: A\n\n## API Design\n\n{piece.text}")
    (wanted,) = spec.endpoints
    key = (wanted.method, path_key(wanted.path))
    for place, route in enumerate(project.endpoints):
        if (route.method, path_key(route.path)) != key or route.undecided:
            continue
        for edit in endpoint_edits(wanted, route, dict(spec.definitions), dict(project.shapes)):
            made = (edit.route,) if edit.route else ()
            # A twin, with a slash at the end or without it, would serve the endpoint all the same.
            rest = [item for item in project.endpoints if (item.method, path_key(item.path)) != key]
            routes = (*rest[:place], *made, *rest[place:])
            if edit.expected:
                yield replace(project, endpoints=routes, applications=()), edit.expected
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--in-code", type=int, default=10, help="as many of them in the code")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("-v", "--verbose", action="store_true", help="show what was not exact")
    parser.add_argument("pairs", nargs="+", type=Path)
    options = parser.parse_args()
    for truth, root in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        facts = json.loads(truth.read_text(encoding="utf-8"))
        start = time.perf_counter()
        project, _ = load_project(root, settings_of(facts))
        pieces = pieces_of(facts, project)
        before = drift_of(whole(pieces, {}), project)
        tally, chance = Tally(), random.Random(facts["project"])
        candidates = [piece for piece in pieces if piece.edits]
        for _ in range(options.rounds):
            picked = _picked(chance, candidates, options.edits - options.in_code)
            rest = [piece for piece in pieces if piece.name not in picked]
            edited, told = _edited_in_code(chance, rest, project, options.in_code)
            expected = (*(item for _, _, tolds in picked.values() for item in tolds), *told)
            text = whole(pieces, {name: edit[1] for name, edit in picked.items()})
            kind = f"{len(picked)} edits of the spec, {options.in_code} of the code"
            judge(tally, kind, expected, drift_of(text, edited), facts["project"])
        print(
            f"{facts['project']}: {len(pieces)} tables and endpoints, {len(before)} told before any edit"
        )
        print("\n".join(tally.rows()))
        print(f"{time.perf_counter() - start:.0f} s")
        if options.verbose:
            print("\n".join((*before, *tally.examples)))


if __name__ == "__main__":
    main()
