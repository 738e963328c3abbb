"""What has been gathered about one endpoint, before it becomes one."""

from __future__ import annotations

from spec2code.diagnostics import Diagnostic
from spec2code.model.api import ApiError, Auth, Parameter, RateLimit
from spec2code.model.records import dataclass, field, replace
from spec2code.model.shapes import MISSING, JsonValue, Missing, ObjectShape, Shape
from spec2code.model.span import Span
from spec2code.spec.blocks import ListItem
from spec2code.spec.fields import FieldTable
from spec2code.spec.inline import code_spans
from spec2code.spec.labels import Label
from spec2code.spec.presence import Presence

__all__ = ["BodySeen", "Content", "Frame", "names_field"]


@dataclass(slots=True)
class Frame:
    """A role in force: the depth it was set at, and the bullets that came under it."""

    label: Label | None
    depth: int
    by_item: bool
    bullets: list[ListItem] = field(default_factory=list)
    named: bool = False
    """Its own line has listed what it announces."""
    shown: bool = False
    """Its own line has shown the body that it announces."""
    about: str | None = None
    """The role before it, which says whose fields a list of optional ones names."""


@dataclass(slots=True)
class BodySeen:
    """A body as one place shows it. `reference` names it where it isn't shown."""

    span: Span
    shape: Shape | None = None
    example: JsonValue | Missing = MISSING
    media_type: str | None = None
    reference: str | None = None
    description: str | None = None
    is_example: bool = False
    """Shown as an example of a body that is perhaps stated elsewhere."""
    abridged: bool = False
    table: FieldTable | None = None
    """The field table that the shape was made of, for an example that may follow."""
    declared: bool = False
    """An interface or a model in its place: what is shown besides is an example of it."""
    unplaced: bool = False
    """Fields that are called parameters, without a word on where they are sent."""


@dataclass(slots=True)
class Content:
    """`responses` by status; None where a body is shown without one."""

    method: str
    path: str
    span: Span
    path_parameters: tuple[str, ...] = ()
    base: str = ""
    """The part of the path that only the stated base URL has."""
    summary: str | None = None
    description: list[str] = field(default_factory=list)
    group: str | None = None
    auth: Auth | None = None
    parameters: dict[tuple[str, str], Parameter] = field(default_factory=dict)
    requests: list[BodySeen] = field(default_factory=list)
    no_request: bool = False
    presence: Presence = field(default_factory=Presence)
    responses: dict[int | None, list[BodySeen]] = field(default_factory=dict)
    statuses: dict[int, tuple[str | None, Span]] = field(default_factory=dict)
    """Success statuses that are listed, with what is said of them."""
    errors: list[ApiError] = field(default_factory=list)
    errors_listed: bool = False
    rate_limit: RateLimit | None = None
    idempotency_key: bool | None = None
    same_as: list[tuple[str, str, Span]] = field(default_factory=list)
    """(request or response, the words, where): bodies given by reference to another endpoint."""
    media_type: str | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    uses: set[Span] = field(default_factory=set)
    """The fences and tables that were taken."""

    @property
    def weight(self) -> int:
        """How much is said: the fullest of several sightings is believed first."""
        return (
            4 * sum(1 for body in self.requests if body.shape or body.reference)
            + 4
            * sum(
                1
                for seen in self.responses.values()
                for body in seen
                if body.shape or body.reference
            )
            + 2 * len(self.parameters)
            + len(self.errors)
            + len(self.statuses)
            + len(self.description)
            + (1 if self.auth else 0)
            + (1 if self.summary else 0)
        )

    def body_for(self, status: int | None) -> list[BodySeen]:
        return self.responses.setdefault(status, [])

    def sent_again(self, shape: Shape | None) -> bool:
        """Whether an object that nothing says more of is an example of the body, no answer shown yet."""
        if not isinstance(shape, ObjectShape) or self.responses or not self.requests:
            return False
        sent = self.requests[-1].shape
        names = {one.name for one in sent.fields} if isinstance(sent, ObjectShape) else set()
        return bool(shape.fields) and {one.name for one in shape.fields} <= names

    def sends_types(self) -> bool:
        """Whether the body shown last says of its fields what they are, and shows no value of them."""
        sent = self.requests[-1].shape if self.requests else None
        fields = sent.fields if isinstance(sent, ObjectShape) else ()
        return bool(fields) and not any(getattr(one.shape, "examples", ()) for one in fields)

    def respell(self, path: str, names: tuple[str, ...]) -> None:
        """Takes the path as its own label spells it, with the names of the parameters there."""
        renamed = dict(zip(self.path_parameters, names, strict=False))
        self.path, self.path_parameters = path, names
        for key in [key for key in self.parameters if key[0] == "path" and key[1] in renamed]:
            name = renamed[key[1]]
            self.parameters["path", name] = replace(self.parameters.pop(key), name=name)


def names_field(content: Content, line: str) -> bool:
    """Whether a line begins with a field, in code, of a body that is shown already: ``**`payload` (claims):**``."""
    spans = code_spans(line)
    if not spans or line[: spans[0].start].strip(" *_`"):
        return False
    bodies = [*content.requests, *(body for seen in content.responses.values() for body in seen)]
    shapes = [body.shape for body in bodies if isinstance(body.shape, ObjectShape)]
    return any(item.name == spans[0].text for shape in shapes for item in shape.fields)
