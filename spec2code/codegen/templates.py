"""Jinja templates of generators, with a folder of the user's in front."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from spec2code.model.records import dataclass

__all__ = ["Templates"]


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders `<generator>/<name>`; a file of that name below `override` is used instead of ours."""

    override: str | None = None

    def render(self, generator: str, name: str, **values: Any) -> str:
        """Render a template of the package `spec2code_generators.<generator>`.

        Raises:
            jinja2.UndefinedError: the template uses a name that `values` lacks.
        """
        template = _environment(generator, self.override).get_template(f"{generator}/{name}")
        text: str = template.render(values)
        return text

    def is_own(self, generator: str, name: str) -> bool:
        """Whether the template is ours, so that what it renders is laid out as we know it."""
        return self.override is None or not (Path(self.override) / generator / name).exists()


@lru_cache(maxsize=32)
def _environment(generator: str, override: str | None) -> Any:
    from jinja2 import (
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PackageLoader,
        PrefixLoader,
        StrictUndefined,
    )

    own = PackageLoader(f"spec2code_generators.{generator}", "templates")
    loaders: list[Any] = [PrefixLoader({generator: own})]
    if override:
        loaders.insert(0, FileSystemLoader(override))
    return Environment(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
