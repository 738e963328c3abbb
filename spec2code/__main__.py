"""`python -m spec2code` is the command `spec2code`."""

import sys
from typing import NoReturn

from spec2code.beside import get_ready

__all__ = ["main"]

_READS_SPECS = ("spec2code.pipeline", "spec2code.outcomes", "spec2code.spec")


def main() -> NoReturn:
    """Run the command line; `diff` has a second process get ready to read specs, while Typer is imported here."""
    if sys.argv[1:2] == ["diff"]:
        get_ready(_READS_SPECS)
    from spec2code.cli import main as run

    run()


if __name__ == "__main__":
    main()
