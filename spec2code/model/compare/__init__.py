"""Two schemas into the typed changes that take the first to the second."""

from spec2code.model.compare.renames import RenameSuggestion, suggest_renames
from spec2code.model.compare.schemas import compare_schemas

__all__ = ["RenameSuggestion", "compare_schemas", "suggest_renames"]
