"""One step of a migration function: a call, and how it is to be run."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from spec2code.codegen.python import comment
from spec2code.model.records import dataclass
from spec2code_generators.alembic.source import Call, Node, call, layout, sql_literal

__all__ = ["Step", "body", "execute"]


@dataclass(frozen=True, slots=True)
class Step:
    node: Node
    autocommit: bool = False
    """Must run outside of a transaction: CREATE INDEX CONCURRENTLY, ALTER TYPE ADD VALUE."""
    note: str = ""
    """Stands above the step as a comment."""
    block: Call | None = None
    """The `with` that it stands in."""


def execute(sql: str, *, autocommit: bool = False, note: str = "") -> Step:
    """A step that runs SQL as it stands."""
    return Step(call("op.execute", sql_literal(sql)), autocommit, note)


def body(steps: Iterable[Step], *, width: int) -> str:
    """The body of a function, indented; `pass` when there are no steps."""
    lines: list[str] = []
    for (autocommit, block), group in groupby(
        steps, key=lambda step: (step.autocommit, step.block)
    ):
        indent = 4
        if block is not None:
            lines.append(layout(block, width=width, indent=4))
            indent = 8
        if autocommit:
            lines.append("    with op.get_context().autocommit_block():")
            indent = 8
        for step in group:
            if step.note:
                noted = comment(step.note, width=width - indent)
                lines += [" " * indent + line for line in noted.split("\n")]
            lines.append(layout(step.node, width=width, indent=indent))
    return "\n".join(lines) or "    pass"
