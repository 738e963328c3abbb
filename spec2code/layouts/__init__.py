"""The spec layouts that `spec2code init` starts from; what is left to fill in stands in `{{double braces}}`."""

from __future__ import annotations

__all__ = ["LAYOUTS", "layout"]

LAYOUTS = {
    "c4": "C4 diagrams, SQL, endpoints with request, response and error table",
    "full": "everything: overview table, endpoint details, entities, up and down migration, rollout",
    "prd": "short, below a product requirements document; one fence for request, responses and errors",
    "backend": "database changes, endpoints and business rules of one feature",
    "feature": "one endpoint block after the other as key/value tables, events, ER diagram",
}


def layout(name: str) -> str:
    """The text of a layout.

    Raises:
        KeyError: there is no such layout.
    """
    if name not in LAYOUTS:
        raise KeyError(name)
    from importlib.resources import files  # takes long, and most runs have no need of it

    return files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8")
