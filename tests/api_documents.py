"""Two OpenAPI documents of one API, compared field by field."""

from __future__ import annotations

from typing import Any

__all__ = ["class_names", "plain", "told"]


def plain(value: Any, document: dict[str, Any], seen: tuple[str, ...] = ()) -> Any:
    """What a document says, without how it says it: references put in, titles and places left out.

    FastAPI leaves null out of what it shows, also in the middle of an example.
    """
    if isinstance(value, list):
        return [plain(item, document, seen) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        if name in seen or name in ("HTTPValidationError", "ValidationError"):
            return {"is": name.removesuffix("-Input").removesuffix("-Output")}
        target = document["components"]["schemas"][name]
        rest = {key: item for key, item in value.items() if key != "$ref"}
        return plain({**target, **rest}, document, (*seen, name))
    made = {
        key: (
            " ".join(item.split())
            if key == "description" and isinstance(item, str)
            else plain(item, document, seen)
        )
        for key, item in value.items()
        if item is not None
        and key not in ("mapping", "x-spec")
        and not (key == "title" and isinstance(item, str))
    }
    if isinstance(made.get("parameters"), list):
        made["parameters"] = {f"{item['in']} {item['name']}": item for item in made["parameters"]}
    if isinstance(made.get("enum"), list):
        made["enum"] = sorted(made["enum"], key=repr)
    if isinstance(made.get("required"), list):
        made["required"] = sorted(made["required"])
    return made


def told(ours: Any, theirs: Any, at: str = "") -> list[str]:
    """Where two values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [
            line
            for key in sorted(ours.keys() | theirs.keys())
            for line in told(ours.get(key, "nothing"), theirs.get(key, "nothing"), f"{at} {key}")
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [line for index, (a, b) in pairs for line in told(a, b, f"{at} {index}")]
    return [] if ours == theirs else [f"{at}: {ours!r} against {theirs!r}"]


def class_names(document: dict[str, Any]) -> set[str]:
    """The schemas of a document that are classes.

    FastAPI has two of a class that is sent in another form than it is taken, and one of each form.
    """
    names = document.get("components", {}).get("schemas", {})
    plain_names = {name.removesuffix("-Input").removesuffix("-Output") for name in names}
    return {name for name in plain_names if not name.startswith("Body_")}
