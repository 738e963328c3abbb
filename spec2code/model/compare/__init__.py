"""Two schemas into the typed changes that take the first to the second."""

from spec2code.model.compare.renames import RenameSuggestion, renames_of, suggest_renames
from spec2code.model.compare.schemas import compare_schemas

__all__ = ["RenameSuggestion", "compare_schemas", "renames_of", "suggest_renames"]
