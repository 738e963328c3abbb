"""A SQLAlchemy type object as the type of a PostgreSQL column, spelled as format_type() spells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from spec2code.model.identifiers import quote_identifier, quote_name
from spec2code.model.records import dataclass, field, replace
from spec2code.model.schema import Name
from spec2code.model.span import Span
from spec2code.project.sqla_types_table import (
    FIXED,
    FOREIGN,
    LENGTHS,
    LIBRARY_TYPES,
    SQLA_PACKAGES,
)
from spec2code.sql.spatial import spatial_modifiers

__all__ = ["EnumType", "SqlType", "TypeReader"]


@dataclass(frozen=True, slots=True)
class EnumType:
    """The enum type that a column brings with it."""

    name: str
    labels: tuple[str, ...]
    schema: str | None = None
    create: bool = True
    """False: `create_type=False`, the type is made elsewhere."""
    span: Span | None = field(default=None, compare=False, repr=False)
    """Where the labels stand, when that is a class of the project."""


@dataclass(frozen=True, slots=True)
class SqlType:
    text: str
    enum: EnumType | None = None
    allowed: tuple[str, ...] = ()
    """Values that a CHECK on the column allows (an enum kept as text, with create_constraint)."""
    check_name: str | None = None
    fitted: bool = False
    """The length is that of the longest label: nobody wrote it."""
    spatial: bool = False
    """GeoAlchemy makes a GiST index along with such a column."""
    collation: str | None = None
    serial: bool = False
    """BIGSERIAL and its like: an integer that brings a sequence of its own."""

    @property
    def is_integer(self) -> bool:
        return self.text in ("integer", "bigint", "smallint")


@dataclass(frozen=True, slots=True)
class TypeCall:
    """A type as the code writes it: its dotted name, and what it is called with."""

    name: str
    args: Sequence[object] = ()
    keywords: Mapping[str, object] | None = None

    def argument(self, position: int, keyword: str) -> object:
        """None also where it isn't given: SQLAlchemy's defaults are None where this is asked."""
        if self.keywords and keyword in self.keywords:
            return self.keywords[keyword]
        return self.args[position] if position < len(self.args) else None

    def flag(self, keyword: str, default: bool) -> bool:
        value = (self.keywords or {}).get(keyword, default)
        return value if isinstance(value, bool) else default


Labels = Callable[[TypeCall], "tuple[str | None, tuple[str, ...]] | None"]
"""The name and labels of an Enum(...) call; None when they can't be told."""


class TypeReader:
    """Reads types of installed libraries.

    `inner` reads a type that is an argument of another (ARRAY, variants); `labels` those of an enum.
    """

    def __init__(self, inner: Callable[[object], SqlType | None], labels: Labels) -> None:
        self._inner = inner
        self._labels = labels

    def read(self, call: TypeCall) -> SqlType | None:
        """The type, or None when it is none that is known."""
        package, _, rest = call.name.partition(".")
        name = call.name.rpartition(".")[2]
        if package not in SQLA_PACKAGES or not rest:
            found = self._library(package, name, call)
            # A library that imports SQLAlchemy's own `CHAR` has it written down under the library's name.
            if found is not None or not (rest and name.isupper() and name in (*FIXED, *LENGTHS)):
                return found
        if ".dialects." in call.name and ".postgresql" not in call.name:
            return self._listed(name, call) or _foreign_dialect(name, call)
        if text := FIXED.get(name):
            return SqlType(text, collation=_collation(call), serial=name.endswith("SERIAL"))
        if base := LENGTHS.get(name):
            length = call.argument(0, "length")
            if name in ("CHAR", "NCHAR") and not isinstance(length, int):
                length = 1
            return SqlType(_sized(base, length), collation=_collation(call))
        return self._family(name, call)

    def _family(self, name: str, call: TypeCall) -> SqlType | None:
        match name:
            case "DateTime" | "TIMESTAMP":
                return SqlType(_clock("timestamp", call, 0))
            case "Time" | "TIME":
                return SqlType(_clock("time", call, 0))
            case "Numeric" | "NUMERIC" | "DECIMAL":
                return SqlType(_numeric(call))
            case "Float" | "FLOAT":
                precision = call.argument(0, "precision")
                small = isinstance(precision, int) and precision <= 24
                return SqlType("real" if small else "double precision")
            case "Interval" | "INTERVAL":
                return SqlType(_interval(name, call))
            case "Uuid" | "GUID":
                native = call.flag("native_uuid", True)
                return SqlType("uuid" if native else "character(32)")
            case "BIT":
                return SqlType(_bit(call))
            case "ARRAY":
                return self._array(call)
            case "Enum" | "ENUM":
                return self._enum(name, call)
            case "DOMAIN":
                domain = call.argument(0, "name")
                return SqlType(domain) if isinstance(domain, str) else None
        return None

    def _array(self, call: TypeCall) -> SqlType | None:
        item = self._inner(call.argument(0, "item_type"))
        if item is None:
            return None
        return replace(item, text=item.text.removesuffix("[]") + "[]", allowed=(), check_name=None)

    def _listed(self, name: str, call: TypeCall) -> SqlType | None:
        """MySQL's ENUM and SET, whose values stand in the type itself."""
        if name not in ("ENUM", "SET") or ".mysql" not in call.name:
            return None
        told = self._labels(call)
        if told is None or not told[1]:
            return None
        labels = ",".join("'" + label.replace("'", "''") + "'" for label in told[1])
        return SqlType(f"{name.lower()}({labels})")

    def _enum(self, name: str, call: TypeCall) -> SqlType | None:
        told = self._labels(call)
        if told is None:
            return None
        type_name, labels = told
        if name == "Enum" and not call.flag("native_enum", True):
            given = (call.keywords or {}).get("length")
            longest = max((len(label) for label in labels), default=0) or 1
            return SqlType(
                f"character varying({given if isinstance(given, int) else longest})",
                allowed=labels if call.flag("create_constraint", False) else (),
                check_name=type_name,
                fitted=not isinstance(given, int),
            )
        if not type_name:
            # PostgreSQL's enums need a name; SQLAlchemy refuses to make one without.
            return None
        schema = (call.keywords or {}).get("schema")
        # Only PostgreSQL's own ENUM knows create_type; the generic one lets it fall.
        create = call.flag("create_type", True) or name == "Enum"
        enum = EnumType(type_name, labels, _text(schema), create, _place_of_labels(call))
        return SqlType(quote_name(Name(type_name, enum.schema)), enum)

    def _library(self, package: str, name: str, call: TypeCall) -> SqlType | None:
        if package == "geoalchemy2" and name in ("Geometry", "Geography"):
            return _spatial(name, call)
        if package == "sqlalchemy_utils":
            if name == "UUIDType":
                native = call.argument(1, "native")
                binary = call.argument(0, "binary")
                if native is False:
                    return SqlType("character(32)" if binary is False else "bytea")
                return SqlType("uuid")
            if name == "ChoiceType":
                given = call.argument(1, "impl")
                return (
                    self._inner(given) if given is not None else SqlType("character varying(255)")
                )
        text = LIBRARY_TYPES.get(package, {}).get(name)
        if text is None:
            return None
        if package == "pgvector":
            return SqlType(_sized(text, call.argument(0, "dim") or call.argument(0, "length")))
        if name in ("EmailType", "PhoneNumberType", "FileType", "EncryptedString"):
            length = (call.keywords or {}).get("length")
            return SqlType(_sized("character varying", length)) if length else SqlType(text)
        return SqlType(text)


def _place_of_labels(call: TypeCall) -> Span | None:
    given = call.args[0] if len(call.args) == 1 else None
    span = getattr(given, "span", None)
    return span if isinstance(span, Span) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _collation(call: TypeCall) -> str | None:
    """As SQL writes it; SQLAlchemy sets the quotes itself."""
    name = _text(call.argument(1, "collation"))
    return quote_identifier(name) if name and name != "default" else None


def _sized(base: str, length: object) -> str:
    return f"{base}({length})" if isinstance(length, int) else base


def _clock(base: str, call: TypeCall, position: int) -> str:
    zone = call.argument(position, "timezone")
    precision = call.argument(1, "precision")
    size = f"({precision})" if isinstance(precision, int) else ""
    return f"{base}{size} {'with' if zone is True else 'without'} time zone"


def _numeric(call: TypeCall) -> str:
    precision, scale = call.argument(0, "precision"), call.argument(1, "scale")
    if not isinstance(precision, int):
        return "numeric"
    return f"numeric({precision},{scale if isinstance(scale, int) else 0})"


def _interval(name: str, call: TypeCall) -> str:
    if name == "INTERVAL":
        precision, fields = call.argument(0, "precision"), call.argument(1, "fields")
    else:
        precision, fields = call.argument(1, "second_precision"), None
    named = f" {fields.lower()}" if isinstance(fields, str) else ""
    return f"interval{named}{f'({precision})' if isinstance(precision, int) else ''}"


def _bit(call: TypeCall) -> str:
    length = call.argument(0, "length")
    if call.argument(1, "varying") is True:
        return _sized("bit varying", length)
    return _sized("bit", length if isinstance(length, int) else 1)


def _spatial(name: str, call: TypeCall) -> SqlType:
    base = name.lower()
    kind = call.argument(0, "geometry_type")
    srid = call.argument(1, "srid")
    spatial = call.flag("spatial_index", True)
    if kind is None and "geometry_type" not in (call.keywords or {}) and not call.args:
        kind = "GEOMETRY"
    if not isinstance(kind, str):
        return SqlType(base, spatial=spatial)
    modifiers = spatial_modifiers(base, kind, srid if isinstance(srid, int) else None)
    return SqlType(base + modifiers, spatial=spatial)


_UNSIGNED = {
    "TINYINT": "tinyint", "SMALLINT": "smallint", "MEDIUMINT": "mediumint", "INTEGER": "int", "BIGINT": "bigint",
}  # fmt: skip


def _foreign_dialect(name: str, call: TypeCall) -> SqlType | None:
    """What a type of another dialect becomes on PostgreSQL, where its name means something there.

    What only MySQL has keeps MySQL's own name.
    """
    if name in _UNSIGNED and call.flag("unsigned", False):
        return SqlType(f"{_UNSIGNED[name]} unsigned")
    if text := FOREIGN.get(name) or FIXED.get(name):
        return SqlType(text)
    if base := LENGTHS.get(name):
        return SqlType(_sized(base, call.argument(0, "length")))
    match name:
        case "NUMERIC" | "DECIMAL":
            return SqlType(_numeric(call))
        case "FLOAT":
            return SqlType("double precision")
        case "TIMESTAMP":
            return SqlType("timestamp without time zone")
        case "TIME":
            return SqlType("time without time zone")
        case "TINYINT":
            flag = call.argument(0, "display_width") == 1
            return SqlType("boolean" if flag else "smallint")
    return None
