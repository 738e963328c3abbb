"""Finding generators by entry point."""

from __future__ import annotations

import pytest

from spec2code.codegen.contract import Generator
from spec2code.codegen.generators import generator_names, load_generators
from spec2code.errors import UsageError


def test_ours_come_in_the_order_of_their_layers() -> None:
    names = generator_names()
    assert names[:4] == ("alembic", "sqlalchemy", "pydantic", "fastapi")
    (generator,) = load_generators(("sqlalchemy",))
    assert isinstance(generator, Generator) and generator.name == "sqlalchemy"


def test_an_unknown_name_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UsageError) as raised:
        load_generators(("sqlalchmy",))
    assert raised.value.hint == "Did you mean sqlalchemy?"
    with pytest.raises(UsageError) as raised:
        load_generators(("zzz",))
    assert raised.value.hint and "alembic, sqlalchemy" in raised.value.hint
