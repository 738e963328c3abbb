"""What CREATE SEQUENCE and ALTER SEQUENCE say of how a sequence counts (PostgreSQL 18 documentation, both commands)."""

from __future__ import annotations

from spec2code.model.identifiers import quote_name
from spec2code.model.schema import Expression, Name
from spec2code.model.type_names import FULL_NAMES

__all__ = ["altered_sequence", "is_serial_sequence", "sequence_changes", "with_sequence_key"]

_LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}
_ORDER = ("as", "increment by", "minvalue", "maxvalue", "start with", "cache", "cycle")


def with_sequence_key(definition: Expression) -> Expression:
    """The definition with a key that says nothing of what is the default anyway."""
    found = _read(definition.key)
    return Expression(definition.text, _key(*found)) if found else definition


def is_serial_sequence(definition: Expression, type: str) -> bool:
    """Whether a sequence counts as the one that SERIAL makes for a column of this type."""
    found = _read(definition.key)
    if found is None:
        return False
    options = dict(found[1])
    return options.pop("as", "bigint") == type and not options


def altered_sequence(definition: Expression, change: Expression, name: Name) -> Expression | None:
    """The CREATE SEQUENCE that a sequence is as if made by once ALTER SEQUENCE has changed it.

    Args:
        definition: what made it.
        change: the ALTER SEQUENCE.
        name: of the sequence.

    Returns:
        None where either says what isn't known here.
    """
    made, changed = _read(definition.key), _read(change.key)
    if made is None or changed is None:
        return None
    # Where it starts doesn't follow a bound that moves.
    start = {"start with": _full(made[1])["start with"]}
    options = _plain({**made[1], **start, **changed[1]})
    text = f"CREATE SEQUENCE {quote_name(name)}{_words(options).upper()}"
    return Expression(text, _key(made[0], options))


def sequence_changes(before: Expression, after: Expression) -> str | None:
    """What stands behind `ALTER SEQUENCE name` to make the one of the other; None where that isn't known."""
    one, other = _read(before.key), _read(after.key)
    if one is None or other is None:
        return None
    old, new = _full(one[1]), _full(other[1])
    # Bounds that are those of the old type would move along with the type.
    retyped = ("minvalue", "maxvalue") if old["as"] != new["as"] else ()
    parts = [
        _said(option, new[option])
        for option in _ORDER
        if old[option] != new[option] or option in retyped
    ]
    if not int(new["minvalue"]) <= int(old["start with"]) <= int(new["maxvalue"]):
        # A sequence stands at its start until it is used, and PostgreSQL lets none stand out of its bounds.
        parts.append("RESTART")
    return " ".join(parts)


def _read(key: str) -> tuple[str, dict[str, str]] | None:
    """The sequence's name and its options, `no minvalue` and its kind as ''; None for anything else."""
    words = key.split()
    if words[:2] not in (["create", "sequence"], ["alter", "sequence"]):
        return None
    at = 4 if words[2:4] == ["if", "exists"] else 2
    size = 3 if words[at + 1 : at + 2] == ["."] else 1
    name, rest = " ".join(words[at : at + size]), words[at + size :]
    options: dict[str, str] = {}
    while rest:
        word = rest.pop(0)
        if word == "no" and rest[:1] and rest[0] in ("minvalue", "maxvalue", "cycle"):
            options[rest.pop(0)] = ""
        elif word == "cycle":
            options[word] = "yes"
        elif word in ("as", "increment", "minvalue", "maxvalue", "start", "cache") and rest:
            if rest[0] == {"increment": "by", "start": "with"}.get(word) and len(rest) > 1:
                rest.pop(0)
            value = rest.pop(0)
            if value == "-" and rest:
                value += rest.pop(0)
            if word == "as":
                value = FULL_NAMES.get(value, value)
            elif not value.lstrip("-").isdigit():
                return None
            options[{"increment": "increment by", "start": "start with"}.get(word, word)] = value
        else:
            return None
    return (name, _plain(options)) if words[0] == "create" else (name, options)


def _full(options: dict[str, str]) -> dict[str, str]:
    """The options with those that PostgreSQL takes where nothing is said."""
    given = {option: value for option, value in options.items() if value}
    type_ = given.get("as", "bigint")
    largest = _LARGEST.get(type_, _LARGEST["bigint"])
    down = given.get("increment by", "1").startswith("-")
    low = given.get("minvalue", str(-largest - 1) if down else "1")
    high = given.get("maxvalue", "-1" if down else str(largest))
    standard = {
        "as": "bigint",
        "increment by": "1",
        "minvalue": low,
        "maxvalue": high,
        "start with": high if down else low,
        "cache": "1",
        "cycle": "no",
    }
    return {**standard, **given}


def _plain(options: dict[str, str]) -> dict[str, str]:
    """Only what differs from what would be taken without it."""
    full = _full(options)
    return {
        option: full[option]
        for option in _ORDER
        if option in options
        and full[option] != _full({k: v for k, v in options.items() if k != option})[option]
    }


def _said(option: str, value: str) -> str:
    if option == "cycle":
        return "CYCLE" if value == "yes" else "NO CYCLE"
    return f"{option.upper()} {value}" if option != "as" else f"AS {value}"


def _words(options: dict[str, str]) -> str:
    return "".join(
        " cycle" if option == "cycle" else f" {option} {options[option]}"
        for option in _ORDER
        if option in options
    )


def _key(name: str, options: dict[str, str]) -> str:
    return f"create sequence {name}{_words(options)}"
