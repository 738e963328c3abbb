"""What `from LIBRARY import *` brings of the libraries that projects import so."""

from __future__ import annotations

__all__ = ["KNOWN_STARS"]

KNOWN_STARS = {
    "typing": frozenset(
        [
            "Any",
            "Optional",
            "Union",
            "List",
            "Dict",
            "Set",
            "Tuple",
            "Literal",
            "Annotated",
            "Callable",
            "Iterable",
            "Sequence",
            "Mapping",
            "Type",
            "TypeVar",
            "Generic",
        ]
    ),
    "fastapi": frozenset(
        [
            "FastAPI",
            "APIRouter",
            "Depends",
            "Query",
            "Path",
            "Body",
            "Header",
            "Cookie",
            "Form",
            "File",
            "UploadFile",
            "Request",
            "Response",
            "HTTPException",
            "Security",
            "status",
        ]
    ),
    "pydantic": frozenset(["BaseModel", "Field", "EmailStr", "validator", "field_validator"]),
    "sqlalchemy": frozenset(
        [
            "Column",
            "Integer",
            "String",
            "Boolean",
            "DateTime",
            "ForeignKey",
            "Text",
            "Float",
            "Table",
            "MetaData",
            "Enum",
            "Numeric",
            "BigInteger",
            "UniqueConstraint",
            "Index",
        ]
    ),
    "sqlmodel": frozenset(["SQLModel", "Field", "Relationship", "Column"]),
}
