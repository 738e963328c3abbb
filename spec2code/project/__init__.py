"""A project's Python code into `Project`, by reading alone: nothing of it is imported or executed.

What reads is imported when it is asked for: a run whose outcome is known needs the list of files only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spec2code.project.reading import ProjectOptions, ProjectReading, read_project

__all__ = ["ProjectOptions", "ProjectReading", "read_project"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from spec2code.project import reading

    return getattr(reading, name)
