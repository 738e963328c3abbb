"""`python -m spec2code` is the command `spec2code`."""

import gc
import os
import sys
from typing import NoReturn

from spec2code.beside import get_ready

__all__ = ["main"]

_READS_SPECS = ("spec2code.pipeline", "spec2code.outcomes", "spec2code.spec")


def main() -> NoReturn:
    """Run the command line; a cold `diff` or `generate` has a second process get ready to read specs while Typer is imported."""
    # Nearly all that a run makes lives until its end: looking for garbage often costs a tenth of the time.
    gc.set_threshold(200_000, 50, 50)
    if sys.argv[1:2] in (["diff"], ["generate"]) and _is_cold():
        get_ready(_READS_SPECS)
    from spec2code.cli import main as run

    run()


def _is_cold() -> bool:
    """Whether there is no cache that could make the second process needless."""
    if "--no-cache" in sys.argv:
        return True
    from spec2code.cache import cache_folder

    folder = cache_folder(os.environ)
    return folder is None or not folder.exists()


if __name__ == "__main__":
    main()
