"""Generated schemas take what the spec allows, refuse the rest, and keep the names of the wire."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from spec2code.codegen.python import format_python
from spec2code.model.api import ApiError, Body, Endpoint, Event, Response
from spec2code.model.shapes import (
    ANY,
    MISSING,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)
from spec2code.model.spec import Spec
from tests.api_example import CARD, JSON, NODE, TEXT, TRANSFER, obj
from tests.generated_app import files, results, run, write


def spec(shape: Shape, **more: Any) -> Spec:
    """A feature whose one body is the shape."""
    endpoint = Endpoint("POST", "/things", request=Body(JSON, shape))
    return Spec("a.md", "A", "a", endpoints=(endpoint,), **more)


def schemas(shape: Shape, **more: Any) -> str:
    return files(spec(shape, **more))["app/schemas/a.py"]


def field(shape: Shape, **more: Any) -> str:
    """The line of a field `value` of that shape."""
    text = schemas(ObjectShape(fields=(Field("value", shape, **more),)))
    return " ".join(text[text.index("    value:") :].split()).removeprefix("value: ")


@pytest.mark.parametrize(
    ("shape", "more", "line"),
    [
        (TEXT, {}, "str"),
        (TEXT, {"required": False}, "str | None = None"),
        (nullable(TEXT), {}, "str | None"),
        (nullable(TEXT), {"required": False}, "str | None = None"),
        (TEXT, {"required": False, "default": "a"}, 'str = "a"'),
        (nullable(TEXT), {"required": False, "default": None}, "str | None = None"),
        (nullable(TEXT), {"required": False, "default": "a"}, 'str | None = "a"'),
        (StringShape(format="uuid"), {}, "UUID"),
        (StringShape(format="date-time"), {}, "Annotated[datetime, JsonText]"),
        (StringShape(format="date"), {}, "Annotated[date, JsonText]"),
        (StringShape(format="time"), {}, "TimeOfDay"),
        (StringShape(format="time"), {"required": False, "default": "09:00"}, 'TimeOfDay = Field(default="09:00", validate_default=True)'),
        (ArrayShape(items=nullable(StringShape(format="date"))), {}, "list[Annotated[date | None, JsonText]]"),
        (StringShape(format="duration"), {}, "Annotated[timedelta, JsonText]"),
        (StringShape(format="email"), {}, "EmailStr"),
        (StringShape(format="uri"), {}, "AnyUrl"),
        (StringShape(format="uri", max_length=90), {}, "Annotated[AnyUrl, Field(max_length=90)]"),
        (StringShape(format="uri", max_length=90, examples=("http://a.b/",)), {}, 'Annotated[AnyUrl, Field(examples=["http://a.b/"], max_length=90)]'),
        (nullable(StringShape(format="uri", max_length=90)), {"required": False}, "Annotated[AnyUrl, Field(max_length=90)] | None = None"),
        (ArrayShape(items=StringShape(format="uri", max_length=90)), {}, "list[Annotated[AnyUrl, Field(max_length=90)]]"),
        (StringShape(format="decimal"), {}, "DecimalText"),
        (StringShape(format="decimal"), {"required": False, "default": "1.5"}, 'DecimalText = Decimal("1.5")'),
        (StringShape(format="ipv4"), {}, "Annotated[IPv4Address, JsonText]"),
        (StringShape(format="password"), {}, "str"),
        (StringShape(format="uuid", max_length=36), {}, "UUID"),
        (StringShape(min_length=1, max_length=9), {}, "Annotated[str, Field(max_length=9, min_length=1)]"),
        (nullable(StringShape(max_length=9)), {}, "Annotated[str | None, Field(max_length=9)]"),
        (StringShape(pattern="^a\\d$"), {}, 'Annotated[str, Field(pattern="^a\\\\d$")]'),
        (StringShape(pattern="^(?=a)"), {}, "str"),
        (StringShape(pattern="("), {}, "str"),
        (NumberShape(integer=True), {}, "Annotated[int, JsonNumber]"),
        (NumberShape(), {}, "StrictFloat"),
        (NumberShape(format="decimal", minimum=0), {}, "Annotated[StrictFloat, Field(ge=0)]"),
        (NumberShape(integer=True, exclusive_minimum=0, maximum=9), {}, "Annotated[int, Field(gt=0, le=9), JsonNumber]"),
        (BooleanShape(), {"required": False, "default": True}, "StrictBool = True"),
        (EnumShape(values=("a", "b")), {}, 'Literal["a", "b"]'),
        (EnumShape(values=(1, 2)), {}, "Literal[1, 2]"),
        (nullable(EnumShape(values=("a",))), {}, 'Literal["a"] | None'),
        (ANY, {}, "Any"),
        (ANY, {"required": False}, "Any = None"),
        (ArrayShape(items=TEXT), {"required": False, "default": []}, "list[str] = []"),
        (ArrayShape(items=TEXT, min_items=1), {}, "Annotated[list[str], Field(min_length=1)]"),
        (ArrayShape(items=StringShape(max_length=3)), {}, "list[Annotated[str, Field(max_length=3)]]"),
        (MapShape(values=NumberShape(minimum=1)), {}, "dict[str, Annotated[StrictFloat, Field(ge=1)]]"),
        (MapShape(values=ANY), {}, "dict[str, Any]"),
        (ObjectShape(fields=()), {}, "dict[str, Any]"),
        (UnionShape(options=(TEXT, NumberShape(integer=True))), {}, "str | Annotated[int, JsonNumber]"),
        (StringShape(format="date"), {"required": False, "default": "2026-01-02"}, 'Annotated[date, JsonText] = date.fromisoformat("2026-01-02")'),
        (TEXT, {"description": "It's \"it\""}, "Annotated[str, Field(description='It\\'s \"it\"')]"),
        (StringShape(examples=("a",)), {}, 'Annotated[str, Field(examples=["a"])]'),
        (NumberShape(integer=True), {"required": False, "default": "many"}, "Annotated[int | None, JsonNumber] = None"),
    ],
)  # fmt: skip
def test_a_field(shape: Shape, more: dict[str, Any], line: str) -> None:
    assert field(shape, **more) == line


def test_what_is_given_is_not_strict() -> None:
    """A float of an answer may be made of a database's decimal, an answer alone of anything alike."""
    both = ObjectShape(fields=(Field("ratio", NumberShape()), Field("on", BooleanShape())))
    answer = ObjectShape(fields=(Field("count", NumberShape(integer=True)),))
    made = Spec(
        "a.md",
        "A",
        "a",
        endpoints=(
            Endpoint("PUT", "/a/{id}", request=Body(JSON, RefShape(name="Both"))),
            Endpoint("GET", "/a/{id}", responses=(Response(200, JSON, RefShape(name="Both")),)),
            Endpoint("GET", "/b", responses=(Response(200, JSON, answer),)),
        ),
        definitions={"Both": both},
    )
    text = files(made)["app/schemas/a.py"]
    assert "    ratio: float\n    on: StrictBool\n" in text
    assert "    count: int\n" in text


def accepted(root: Path, model: str, values: list[Any]) -> list[Any]:
    """What a class makes of each value, in wire names; the places that it refuses otherwise."""
    code = (
        "import json, sys\nfrom pydantic import ValidationError\nfrom app.schemas import a\n"
        "def made(value):\n"
        "    try:\n"
        f"        return a.{model}.model_validate(value).model_dump(mode='json', by_alias=True)\n"
        "    except ValidationError as error:\n"
        "        return [list(item['loc']) for item in error.errors()]\n"
        "print(json.dumps([made(value) for value in json.loads(sys.argv[1])]))"
    )
    found: list[Any] = json.loads(run(root, "-W", "error", "-c", code, json.dumps(values)).stdout)
    return found


def test_values_are_taken_and_refused(tmp_path: Path) -> None:
    shape = ObjectShape(
        fields=(
            Field("userId", StringShape(format="uuid")),
            Field("kind", EnumShape(values=("a", "b")), False, "a"),
            Field("tags", ArrayShape(items=StringShape(max_length=2)), False, []),
            Field("price", StringShape(format="decimal"), False, "1.50"),
            Field("class", nullable(TEXT)),
        )
    )
    root = write(tmp_path, spec(shape))
    user = "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11"
    whole = {"userId": user, "kind": "a", "tags": [], "price": "1.50", "class": None}
    found = accepted(
        root,
        "ThingCreate",
        [
            {"userId": user, "class": None},
            {"user_id": user, "class_": None},
            {"userId": user},
            {"userId": "x", "class": None},
            {"userId": user, "class": None, "tags": ["abc"]},
            {"userId": user, "class": None, "kind": None},
            {"userId": user, "class": None, "price": "much"},
        ],
    )
    assert found == [
        whole,
        whole,
        [["class"]],
        [["userId"]],
        [["tags", 0]],
        [["kind"]],
        [["price"]],
    ]


def test_texts_are_no_numbers(tmp_path: Path) -> None:
    """Of what is text in the document, pydantic alone would take seconds, days and bits."""
    shape = ObjectShape(
        fields=(
            Field("at", StringShape(format="date-time"), False),
            Field("on", StringShape(format="date"), False),
            Field("opens", StringShape(format="time"), False),
            Field("takes", StringShape(format="duration"), False),
            Field("from", StringShape(format="ipv4"), False),
        )
    )
    root = write(tmp_path, spec(shape))
    good = {
        "at": "2026-01-02T03:04:05Z",
        "on": "2026-01-02",
        "opens": "09:30:00",
        "takes": "PT1H",
        "from": "192.0.2.1",
    }
    numbers = [{name: value} for name in good for value in (0, 1.5, "0", " 86400", ".5", "6e-5")]
    found = accepted(root, "ThingCreate", [good, *numbers, {"opens": "09:30+01:00"}])
    assert found[0] == good
    assert found[1:-1] == [[list(item)] for item in numbers]
    assert found[-1]["opens"] == "09:30:00+01:00"


def test_recursion_and_unions(tmp_path: Path) -> None:
    shape = obj(
        tree=RefShape(name="Category"),
        method=UnionShape(options=(CARD, TRANSFER), discriminator="kind"),
    )
    root = write(tmp_path, spec(shape, definitions={"Category": NODE}))
    leaf = {"name": "b", "children": [], "parent": None}
    tree = {"name": "a", "children": [leaf], "parent": None}
    card = {"kind": "card", "last4": "1234"}
    assert accepted(
        root,
        "ThingCreate",
        [
            {"tree": tree, "method": card},
            {"tree": {"name": "a", "children": [{}]}, "method": card},
            {"tree": tree, "method": {"kind": "transfer", "last4": "1234"}},
        ],
    ) == [
        {"tree": tree, "method": card},
        [["tree", "children", 0, "name"], ["tree", "children", 0, "children"]],
        [["method", "transfer", "iban"]],
    ]


@pytest.mark.parametrize(("closed", "extra"), [(True, [["more"]]), (False, {"a": "x"})])
def test_other_keys(closed: bool, extra: Any, tmp_path: Path) -> None:
    root = write(tmp_path, spec(ObjectShape(fields=(Field("a", TEXT),), closed=closed)))
    assert accepted(root, "ThingCreate", [{"a": "x", "more": 1}]) == [extra]


def test_other_keys_are_kept_where_the_spec_allows_them(tmp_path: Path) -> None:
    shape = ObjectShape(fields=(Field("a", TEXT),), additional=NumberShape())
    value = {"a": "x", "more": 1}
    assert accepted(write(tmp_path, spec(shape)), "ThingCreate", [value]) == [value]


NAMES = (
    "class", "from", "None", "schema", "copy", "json", "dict", "list", "str", "int", "model_config", "model_dump",
    "_private", "__class__", "2fa", "a-b", "a_b", "aB", "a.b", "$ref", "@id", "имя", "价格", "date", "datetime",
    "Field", "UUID", "id", "type", "self", "validate", " ", "", "é", "x y", "Any", "Literal", "time", "object",
)  # fmt: skip


def test_any_name_of_a_field_keeps_its_wire_name(tmp_path: Path) -> None:
    shapes = (TEXT, StringShape(format="date"), StringShape(format="uuid"), ArrayShape(items=TEXT))
    samples: tuple[JsonValue, ...] = (
        "x",
        "2026-01-02",
        "6f1f6a0e-52f1-4e0f-9c60-2f6a3c2f9b11",
        ["x"],
    )
    body = ObjectShape(fields=tuple(Field(name, shapes[i % 4]) for i, name in enumerate(NAMES)))
    root = write(tmp_path, spec(body))
    value = {name: samples[index % 4] for index, name in enumerate(NAMES)}
    assert accepted(root, "ThingCreate", [value]) == [value]
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")


def test_the_codes_of_errors_are_one_enum() -> None:
    errors = (
        ApiError(404, "NOT_FOUND"),
        ApiError(409, "not-found"),
        ApiError(400, "2FA"),
        ApiError(500),
    )
    endpoint = Endpoint("GET", "/a", errors=errors)
    text = files(Spec("a.md", "A", "a", endpoints=(endpoint,)))["app/schemas/a.py"]
    assert 'NOT_FOUND = "NOT_FOUND"' in text
    assert 'NOT_FOUND_2 = "not-found"' in text
    assert 'CODE_2_FA = "2FA"' in text
    assert text.count(' = "') == 3


def test_events_have_payloads() -> None:
    text = files(Spec("a.md", "A", "a", events=(Event("a.b", shape=obj(x=TEXT)),)))[
        "app/schemas/a.py"
    ]
    assert "class ABEvent(BaseModel):\n    x: str\n" in text


def test_a_spec_without_bodies_has_no_schemas() -> None:
    assert files(Spec("a.md", "A", "a")) == {}


@pytest.mark.parametrize(
    ("shape", "told"), [(StringShape(format="email"), ["G207"]), (StringShape(), [])]
)
def test_a_package_that_is_needed_is_told(shape: Shape, told: list[str]) -> None:
    found = [item.code for result in results(spec(obj(a=shape))) for item in result.diagnostics]
    assert found == told


def test_classes_stand_behind_what_they_use() -> None:
    text = schemas(obj(outer=obj(inner=obj(x=TEXT))))
    names = [line.split("(")[0] for line in text.splitlines() if line.startswith("class ")]
    assert names == ["class ThingCreateOuterInner", "class ThingCreateOuter", "class ThingCreate"]


def test_a_shape_twice_in_one_feature_is_written_once() -> None:
    shape = obj(id=TEXT, name=TEXT)
    endpoints = tuple(
        Endpoint(method, "/things/{id}", responses=(Response(200, JSON, shape),), request=sent)
        for method, sent in (("GET", None), ("PATCH", Body(JSON, obj(name=TEXT))))
    )
    text = files(Spec("a.md", "A", "a", endpoints=endpoints))["app/schemas/a.py"]
    assert text.count("class ") == 2


def test_a_default_of_another_class_is_checked_when_it_is_used(tmp_path: Path) -> None:
    inner = obj(x=NumberShape(integer=True))
    shape = ObjectShape(
        fields=(
            Field("one", inner, False, {"x": 1}),
            Field("many", ArrayShape(items=StringShape(format="date")), False, ["2026-01-02"]),
            Field("none", TEXT, False, MISSING),
        )
    )
    root = write(tmp_path, spec(shape))
    made = {"one": {"x": 1}, "many": ["2026-01-02"], "none": None}
    assert accepted(root, "ThingCreate", [{}]) == [made]
    run(root, "-m", "mypy", "--strict", "--cache-dir", str(root / ".mypy"), "app")


@pytest.mark.parametrize("codes", [(), ("GONE",)])
@pytest.mark.parametrize(
    "shape", [TEXT, StringShape(format="decimal"), StringShape(max_length=9, examples=("é" * 90,))]
)
def test_the_module_is_as_black_and_ruff_have_it(
    shape: Shape, codes: tuple[str, ...], tmp_path: Path
) -> None:
    errors = tuple(ApiError(410, code) for code in codes)
    endpoint = Endpoint("POST", "/a", request=Body(JSON, obj(value=shape)), errors=errors)
    root = write(tmp_path, Spec("a.md", "A", "a", endpoints=(endpoint,)))
    run(root, "-m", "black", "--check", "-q", "app")
    run(root, "-m", "ruff", "check", "--isolated", "--select", "E4,E7,E9,F,I", "app")


@pytest.mark.parametrize(
    ("names", "head"),
    [
        # One base says it; a name that it doesn't make keeps its alias.
        (("id", "fileName", "ID2"), ["class ThingCreate(CamelModel):", "id: str", "file_name: str",
                                     'id2: Annotated[str, Field(alias="ID2")]']),
        (("fileName", "isSent2"), ["class ThingCreate(CamelModel):", "file_name: str",
                                   'is_sent2: Annotated[str, Field(alias="isSent2")]']),
        # Nothing to say, or a field that the base would change.
        (("id", "name"), ["class ThingCreate(BaseModel):", "id: str", "name: str"]),
        (("fileName", "made_at"), ["class ThingCreate(BaseModel):",
                                   "model_config = ConfigDict(populate_by_name=True)",
                                   'file_name: Annotated[str, Field(alias="fileName")]', "made_at: str"]),
        (("FileName",), ["class ThingCreate(BaseModel):",
                         "model_config = ConfigDict(populate_by_name=True)",
                         'file_name: Annotated[str, Field(alias="FileName")]']),
    ],
)  # fmt: skip
def test_fields_in_camel_case(names: tuple[str, ...], head: list[str], tmp_path: Path) -> None:
    shape = ObjectShape(fields=tuple(Field(name, TEXT, True) for name in names))
    text = schemas(shape)
    lines = [line.strip() for line in text[text.index("class ThingCreate") :].splitlines()]
    assert [line for line in lines if line] == head
    write(tmp_path, spec(shape))
    code = (
        "from app.schemas.a import ThingCreate as T; "
        f"made = T.model_validate({{name: 'x' for name in {names}}}); "
        f"assert list(made.model_dump(by_alias=True)) == list({names}), made; "
        f"assert list(T.model_json_schema()['properties']) == list({names})"
    )
    run(tmp_path, "-W", "error", "-c", code)
    run(tmp_path, "-m", "mypy", "--strict", "app")


def test_a_class_with_words_on_it_is_as_black_has_it() -> None:
    for names in (("fileName",), ("name",)):
        fields = tuple(Field(name, TEXT, True) for name in names)
        text = schemas(ObjectShape(fields=fields, description="What is sent."))
        assert '    """What is sent."""\n\n    ' in text
        assert format_python(text, 88) == text


def test_a_list_by_default_in_camel_case() -> None:
    """Below another base than BaseModel, ruff takes it for one list that all share (RUF012)."""
    fields = (Field("fileName", TEXT, True), Field("tags", ArrayShape(items=TEXT), False, []))
    assert "class ThingCreate(BaseModel):" in schemas(ObjectShape(fields=fields))


def test_a_generic_in_camel_case(tmp_path: Path) -> None:
    pages = [
        Endpoint(
            "GET",
            f"/{name}",
            responses=(
                Response(
                    200,
                    JSON,
                    obj(items=ArrayShape(items=obj(**{f"{name}Id": TEXT})), totalCount=TEXT),
                ),
            ),
        )
        for name in ("cats", "dogs")
    ]
    made = files(Spec("a.md", "A", "a", endpoints=tuple(pages)))["app/schemas/a.py"]
    assert "(CamelModel, Generic[T]):" in made and "total_count: str" in made
    write(tmp_path, Spec("a.md", "A", "a", endpoints=tuple(pages)))
    code = (
        "from app.schemas.a import CatPage; "
        "page = CatPage.model_validate({'items': [{'catsId': '1'}], 'totalCount': '2'}); "
        "assert page.model_dump(by_alias=True) == {'items': [{'catsId': '1'}], 'totalCount': '2'}"
    )
    run(tmp_path, "-W", "error", "-c", code)
