"""The options of an identity column's sequence as text: one spelling, one order, without what is the default.

Source: PostgreSQL 18 documentation, CREATE SEQUENCE and ALTER TABLE (SET sequence_option).
"""

from __future__ import annotations

import re

from spec2code.model.patterns import regex

__all__ = ["changed_options", "in_order", "option_changes"]

_DEFAULTS = {
    "START": "START WITH 1",
    "INCREMENT": "INCREMENT BY 1",
    "MINVALUE": "NO MINVALUE",
    "MAXVALUE": "NO MAXVALUE",
    "CACHE": "CACHE 1",
    "CYCLE": "NO CYCLE",
}
_OPTION = regex(
    r"SEQUENCE NAME \S+|START WITH -?\d+|INCREMENT BY -?\d+|(?:NO )?MINVALUE(?: -?\d+)?|(?:NO )?MAXVALUE(?: -?\d+)?"
    r"|CACHE \d+|(?:NO )?CYCLE"
)
_ORDER = ("SEQUENCE", *_DEFAULTS)
_IN_PLACE = ("START", "INCREMENT", "CACHE", "CYCLE")


def in_order(text: str) -> str:
    """Options in upper case, in one spelling and order, so that they compare equal; the last of a kind counts."""
    options, rest = _read(text)
    return _written(options, rest)


def changed_options(present: str, named: str) -> str:
    """The options of a column whose ALTER COLUMN ... SET names some, as written."""
    options, rest = _read(present)
    set_now, more = _read(named)
    return _written(options | set_now, [*rest, *more])


def option_changes(before: str, after: str) -> list[str] | None:
    """What ALTER COLUMN ... SET has to name to turn one into the other.

    None where the sequence can't keep its place: its name, its bounds or its direction change.
    """
    old, old_rest = _read(before)
    new, new_rest = _read(after)
    if old_rest != new_rest:
        return None
    changed = [key for key in _ORDER if old.get(key) != new.get(key)]
    if not set(changed) <= set(_IN_PLACE) or _is_falling(old) != _is_falling(new):
        return None
    return [new.get(key, _DEFAULTS[key]) for key in changed]


def _is_falling(options: dict[str, str]) -> bool:
    return " -" in options.get("INCREMENT", "")


def _read(text: str) -> tuple[dict[str, str], list[str]]:
    text = re.sub(r"\bSTART (?!WITH)", "START WITH ", text)
    text = re.sub(r"\bINCREMENT (?!BY)", "INCREMENT BY ", text)
    options = {match.removeprefix("NO ").split()[0]: match for match in _OPTION.findall(text)}
    return options, _OPTION.sub("", text).split()


def _written(options: dict[str, str], rest: list[str]) -> str:
    # Of a sequence that falls 1 is no default to begin with.
    kept = [
        options[key]
        for key in _ORDER
        if key in options
        and (options[key] != _DEFAULTS.get(key) or (key == "START" and _is_falling(options)))
    ]
    return " ".join([*kept, *rest])
