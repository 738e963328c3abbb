"""Labels that head some columns of a table, which its section names: "Times:" below "## Orders"."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.ddl_context import Context, speaks_of_tables
from spec2code.spec.inline import code_spans

__all__ = ["is_group"]

_TITLE_NAME = regex(r"\W*(?:\d[\d.]*[.)]?\s+)?([A-Za-z_]\w*)(?:\s+table)?\W*", re.IGNORECASE)
_ENTITY_NAME = regex(r"\([A-Z][a-z]\w*\)")
"""The name of a class beside a label in another language: **Usuário (User)**."""
_BOLD_ALONE = regex(r"\*\*[A-Z][^*`]{1,60}\*\*")


def is_group(line: str, context: Context, *, keyed: bool = True) -> bool:
    """Whether "Times:" heads some columns of the table that the section's title names as code.

    A title that is nothing but the table's name will do for columns without a key.
    """
    title = context.section.title.text
    codes = [span.text for span in code_spans(title)]
    headed = line.strip().endswith((":", "：")) or _BOLD_ALONE.fullmatch(line.strip())
    if not headed or "`" in line:
        return False
    if context.named in codes:
        return True
    title_name = _TITLE_NAME.fullmatch(title)
    if (
        keyed
        or title_name is None
        or _ENTITY_NAME.search(line)
        or not line.strip(" *_")[:1].isupper()
    ):
        return False
    named = title_name.group(1)
    return named.lower() == (context.named or "").lower() and not speaks_of_tables(named)
