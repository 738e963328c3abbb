"""Brings what was generated last, what is generated now and what the user has together.

A Python module is merged by unit (`merge_units.py`): everything hand-written stays byte for byte, what
is still as it was generated follows the spec, and what both sides changed is a conflict. Anything else is
merged as a whole.
"""

from __future__ import annotations

from spec2code.codegen.contract import Ownership
from spec2code.model.records import dataclass
from spec2code.model.span import Span

__all__ = ["Conflict", "Kept", "Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same thing; `text` of the merge keeps the user's."""

    path: str
    unit: str
    """`Order.total`, `create_order (signature)`; '' for the whole file."""
    span: Span
    ours: str
    """What is generated now; '' where nothing is any more."""
    theirs: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Not a conflict but worth knowing: the user's decision stands although the spec moved on."""

    path: str
    unit: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Merged:
    text: str | None
    """What should be on disk, the user's side where there is a conflict; None: no file."""
    conflicts: tuple[Conflict, ...] = ()
    marked: str | None = None
    """The text with git's conflict markers, for `--on-conflict markers`; as `text` without conflicts."""
    kept: tuple[Kept, ...] = ()

    def resolved(self, on_conflict: str) -> str | None:
        """The text to write for `--on-conflict keep` or `markers`."""
        return self.marked if on_conflict == "markers" else self.text


def merge(
    base: str | None,
    ours: str,
    theirs: str | None,
    ownership: Ownership,
    *,
    path: str = "generated.py",
    line_length: int = 88,
) -> Merged:
    """Merge three versions of a file.

    Args:
        base: what was generated last time; None the first time.
        ours: what is generated now.
        theirs: what is on disk; None where there is no file. A file that was deleted is written anew,
            a deleted function or class is not.
        ownership: a file that is `ADDED` or `ONCE` is never touched when it exists.
        path: for messages; files that don't end in `.py` are merged as a whole.
        line_length: to which a changed import or call is wrapped.
    """
    if theirs is None:
        gone = ownership is Ownership.ADDED and base is not None
        return _settled(None if gone else ours)
    if ownership in (Ownership.ADDED, Ownership.ONCE):
        return _settled(theirs)
    if not theirs.strip() and base is None:
        # An empty `__init__.py` says nothing that could be kept.
        return _settled(ours)
    if theirs in (base, ours):
        return _settled(ours if theirs == base else theirs)
    if ours == base:
        return _settled(theirs)
    if path.endswith((".py", ".pyi")):
        from spec2code.codegen.merge_module import merge_module

        merged = merge_module(base, ours, theirs, ownership, path=path, line_length=line_length)
        if merged is not None:
            return merged
    return _whole(ours, theirs, path)


def _settled(text: str | None) -> Merged:
    return Merged(text, marked=text)


def _whole(ours: str, theirs: str, path: str) -> Merged:
    """Both changed a file that can't be taken apart."""
    span = Span(path, 1, 1, theirs.count("\n") + 1, 1)
    marked = f"<<<<<<< yours\n{_ended(theirs)}=======\n{_ended(ours)}>>>>>>> spec2code\n"
    return Merged(theirs, (Conflict(path, "", span, ours, theirs),), marked)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
