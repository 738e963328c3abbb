"""What was generated last, in `.spec2code/`: the specs, and for each generated file its base text.

The base is one side of the three-way decision that keeps hand-written code. The folder belongs into
version control, beside the code.
"""

from __future__ import annotations

import json
from pathlib import Path

from spec2code.errors import UsageError
from spec2code.files import read_text
from spec2code.model.records import dataclass, field

__all__ = ["Lock", "base_path", "read_lock"]

LOCK = ".spec2code/lock.json"


@dataclass(frozen=True, slots=True)
class Lock:
    """`specs`: paths relative to the root. `files`: generated file to the generator that made it.
    `bases`: generated file to its text as generated."""

    specs: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """The files of `.spec2code/` that hold this lock."""
        head = {"version": 1, "specs": list(self.specs), "files": dict(sorted(self.files.items()))}
        texts = {LOCK: json.dumps(head, indent=2, ensure_ascii=False) + "\n"}
        texts.update({base_path(path): text for path, text in sorted(self.bases.items())})
        return texts


def base_path(path: str) -> str:
    """Where the base of a generated file is kept; the ending keeps linters and test runners away."""
    return f".spec2code/base/{path}.txt"


def read_lock(root: Path) -> Lock:
    """The lock of a project; an empty one where nothing was generated yet.

    Raises:
        UsageError: the lock was damaged.
    """
    text = read_text(root, LOCK)
    if text is None:
        return Lock()
    try:
        head = json.loads(text)
        specs = tuple(str(item) for item in head["specs"])
        files = {str(path): str(generator) for path, generator in head["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{LOCK} can't be read: {error}", "restore it from version control, or remove it"
        ) from error
    bases = {path: read_text(root, base_path(path)) for path in files}
    return Lock(specs, files, {path: base for path, base in bases.items() if base is not None})
