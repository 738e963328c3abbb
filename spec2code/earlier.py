"""What drift there was at the common ancestor with a revision: what is new since then came with the branch.

The line of a finding doesn't tell that alone. A prefix that changes far from the routes, a revision that drops a column,
an enum in another module: each leaves the lines of both sides as they were.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from spec2code.config import Settings
from spec2code.errors import Spec2CodeError
from spec2code.outcomes import Compared
from spec2code.report.fingerprint import fingerprint
from spec2code.repository import laid_out, top_of

__all__ = ["Comparison", "earlier_drift"]

Comparison = Callable[[Path, Sequence[Path], Settings], Compared]
"""What is found in a root, with these specs."""


def earlier_drift(
    root: Path, revision: str, specs: Sequence[Path], settings: Settings, compare: Comparison
) -> frozenset[str] | None:
    """The fingerprints of all drift that there was; None where that can't be told.

    It can't with submodules, whose files are no part of the repository's own commits, and where not everything
    could be read at the time.
    """
    top = top_of(root)
    if top is None:
        return None
    with tempfile.TemporaryDirectory(prefix="spec2code-") as folder:
        target = Path(folder).resolve()
        if not laid_out(top, revision, target):
            return None

        def there(path: Path) -> Path:
            inside = Path(os.path.relpath(path.resolve(), top))
            return path if ".." in inside.parts else target / inside

        try:
            found = compare(there(root), [there(path) for path in specs], settings)
        except Spec2CodeError:
            return None  # the specs or the migrations that are named now weren't there yet
    return None if found.errors else frozenset(map(fingerprint, found.drift))
