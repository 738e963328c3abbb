"""Two schemas into the typed changes that take the first to the second."""

from spec2code.model.compare.renames import (
    Rename,
    RenameSuggestion,
    noted_renames,
    renames_of,
    suggest_renames,
)
from spec2code.model.compare.schemas import compare_schemas

__all__ = [
    "Rename",
    "RenameSuggestion",
    "compare_schemas",
    "noted_renames",
    "renames_of",
    "suggest_renames",
]
