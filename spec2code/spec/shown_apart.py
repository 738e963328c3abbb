"""What one field of a body holds, told apart from it: "items example:", "Allowed values of `reason`:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec2code.model.patterns import regex
from spec2code.model.shapes import EnumShape
from spec2code.model.span import Excerpt
from spec2code.spec.blocks import ListItem
from spec2code.spec.contents import Content, names_field
from spec2code.spec.fields import FieldRow, FieldTable
from spec2code.spec.labels import Label

__all__ = ["label_apart", "value_table"]

_PART_SHOWN = regex(
    r"[*_`]*([A-Za-z_]\w*)[`*_]*\s*(?:examples?|json|object|structure|예시|예제|구조|示例|结构|例|ejemplo|exemplo|exemple|beispiel|esempio|пример)\s*[:：]?[*_]*",
    re.IGNORECASE,
)
"""An example of one field: "items example:"."""
_WORD = r"(?:\b(?:values?|options|valores|opciones|opções|valeurs|options|werte|valori|wartości|hodnoty|значени[яй]|значення|giá trị|nilai|değer\w*)\b|取值|可选值|枚举值|允许值|가능한 값|허용 ?값|許容値|取りうる値)"
_VALUES_OF = regex(
    rf"[\W_]*(?=[^:：]*{_WORD})[^`:：]{{0,50}}`([A-Za-z_]\w*)`[^`:：]{{0,60}}[:：][\s*_]*",
    re.IGNORECASE,
)
"""The values that one field takes, listed below."""
_VALUE = regex(r"[\s*_]*[`\"“]([\w.-]{1,60})[`\"”]")


def label_apart(content: Content, line: Excerpt, announces: str | None) -> Label | None:
    """The label of a fence or a list that tells of one field that is known, and not of a body."""
    shown = _PART_SHOWN.fullmatch(line.text) if announces == "fence" else None
    if shown is not None and names_field(content, f"`{shown.group(1)}`"):
        return Label("foreign", line.text, (), line.cut(len(line.text)), strong=True)
    of = _VALUES_OF.fullmatch(line.text) if announces == "item" else None
    if of is not None and _is_known(content, of.group(1)):
        return Label("validation", line.text, (), line.cut(len(line.text)), strong=True)
    return None


def _is_known(content: Content, name: str) -> bool:
    return names_field(content, f"`{name}`") or any(
        name == known for _, known in content.parameters
    )


def value_table(label: Label, bullets: Sequence[ListItem]) -> FieldTable | None:
    """The field that bullets list the values of; None where they tell of anything else."""
    of = _VALUES_OF.fullmatch(label.name)
    if of is None or not bullets:
        return None
    top = min(item.depth for item in bullets)
    found = [_VALUE.match(item.text) for item in bullets if item.depth == top]
    values = tuple(match.group(1) for match in found if match is not None)
    span = bullets[0].span.to(bullets[-1].span)
    shape = EnumShape(values=tuple(dict.fromkeys(values)), span=span)
    row = FieldRow((of.group(1),), shape, None, span=span)
    rows = (row,) if len(shape.values) > 1 else ()
    return FieldTable(rows, span, states_required=False, states_type=False)
