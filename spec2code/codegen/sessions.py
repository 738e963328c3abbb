"""Which module has the dependency that gives a handler its database session, and which handlers take it."""

from __future__ import annotations

import re
from typing import Final

from spec2code.codegen.contract import GenerateRequest, Layout
from spec2code.model.patterns import regex

__all__ = ["SESSION", "session_module", "session_places"]

SESSION: Final = "SessionDep"
"""The name of FastAPI's documentation and of the full-stack template: `Annotated[Session, Depends(...)]`."""
_DEFINED: Final = regex(rf"^{SESSION}\b\s*(?::[^=\n]*)?=", re.MULTILINE)


def session_places(layout: Layout) -> tuple[str, ...]:
    """Paths below the source root of modules that may define it; ours comes first."""
    folder = layout.dependencies.rpartition("/")[0]
    return (layout.db, layout.dependencies, f"{folder}/deps.py" if folder else "deps.py")


def session_module(request: GenerateRequest) -> str | None:
    """The dotted name of the module that defines it, or will after this run; None where there is none."""
    layout = request.layout
    for path in session_places(layout):
        if _DEFINED.search(request.texts.get(layout.file(path), "")):
            return layout.module(path)
    own = layout.file(layout.db)
    if own in request.planned and own not in request.texts:
        return layout.module(layout.db)
    return None
