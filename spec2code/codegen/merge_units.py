"""The three-way merge of a block of units: the statements of a module, the members of a class.

Works by edits on the user's lines, so that every line which no edit names stays as it is. Conflicts are
left as pairs of marker comments, which `merge_module.py` takes out or turns into conflict markers.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.codegen.contract import Ownership
from spec2code.codegen.edits import Edit, Sides
from spec2code.codegen.elements import merge_header, merge_statement
from spec2code.codegen.merge import Conflict, Kept
from spec2code.codegen.merge_places import Places
from spec2code.codegen.pieces import (
    Piece,
    class_pieces,
    function_pieces,
    same,
    same_unit,
    whole,
)
from spec2code.codegen.source import Definition, Key, Source, Unit
from spec2code.model.records import dataclass, field
from spec2code.model.span import Span

__all__ = ["UnitMerger"]


@dataclass(slots=True)
class UnitMerger:
    """Collects the edits that bring a module up to date."""

    base: Source | None
    ours: Source
    theirs: Source
    ownership: Ownership
    path: str
    line_length: int
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    taken: list[ast.AST] = field(default_factory=list)
    """What of ours went into the result: its names need imports."""

    def merge_block(self, sides: Sides) -> None:
        base = {unit.key: unit for unit in sides.base or ()}
        ours = {unit.key: unit for unit in sides.ours if not unit.is_import}
        theirs = {unit.key: unit for unit in sides.theirs if not unit.is_import}
        removed = 0
        for key, unit in theirs.items():
            if key in ours:
                self._merge_unit(base.get(key), ours[key], unit, sides)
            elif key in base:
                removed += self._remove(base[key], unit, sides)
        added = self._add_missing(base, ours, theirs, sides)
        if sides.owner and removed == len(sides.theirs) and not added:
            first = sides.theirs[0]
            indent = " " * first.node.col_offset
            self.edits.append(Edit(first.gap, first.gap, f"{indent}pass\n"))

    def _merge_unit(self, base: Unit | None, ours: Unit, theirs: Unit, sides: Sides) -> None:
        if same_unit(self.ours, ours, self.theirs, theirs):
            return
        if base is not None and self.base is not None:
            if same_unit(self.base, base, self.theirs, theirs):
                self._take(ours, theirs)
                return
            if same_unit(self.base, base, self.ours, ours):
                return
        if self._merge_class(base, ours, theirs, sides):
            return
        if self._merge_function(base, ours, theirs, sides):
            return
        if base is None and self.ownership is Ownership.USER:
            if not isinstance(ours.node, Definition):
                return
        merged = self._merge_statement(base, ours, theirs)
        if merged is not None:
            self.edits.append(Edit(theirs.start, theirs.end, merged))
            self.taken += ours.nodes
            return
        self._conflict(
            sides.owner + theirs.name, whole(self.ours, ours), whole(self.theirs, theirs)
        )

    def _merge_class(self, base: Unit | None, ours: Unit, theirs: Unit, sides: Sides) -> bool:
        ours_pieces = class_pieces(self.ours, ours)
        theirs_pieces = class_pieces(self.theirs, theirs)
        if ours_pieces is None or theirs_pieces is None:
            return False
        assert isinstance(ours.node, ast.ClassDef) and isinstance(theirs.node, ast.ClassDef)
        base_pieces = class_pieces(self.base, base) if base and self.base else None
        members: Sequence[Unit] | None = None
        if base_pieces is not None and base is not None and self.base is not None:
            assert isinstance(base.node, ast.ClassDef)
            members = self.base.members(base.node)
        owner = f"{sides.owner}{theirs.name}"
        self._merge_piece(
            base_pieces["header"] if base_pieces else None,
            ours_pieces["header"],
            theirs_pieces["header"],
            owner,
        )
        ours_members = self.ours.members(ours.node)
        theirs_members = self.theirs.members(theirs.node)
        if ours_members[0].node.col_offset != theirs_members[0].node.col_offset:
            self._conflict(owner, whole(self.ours, ours), whole(self.theirs, theirs))
            return True
        begin = theirs_pieces["header"].end
        self.merge_block(Sides(members, ours_members, theirs_members, begin, f"{owner}."))
        return True

    def _merge_function(self, base: Unit | None, ours: Unit, theirs: Unit, sides: Sides) -> bool:
        ours_pieces = function_pieces(self.ours, ours)
        theirs_pieces = function_pieces(self.theirs, theirs)
        if ours_pieces is None or theirs_pieces is None:
            return False
        if _depth(ours.node) != _depth(theirs.node):
            return False
        base_pieces = function_pieces(self.base, base) if base and self.base else None
        if base is not None and base_pieces is None:
            return False
        for name, piece in theirs_pieces.items():
            before = base_pieces[name] if base_pieces else None
            self._merge_piece(before, ours_pieces[name], piece, sides.owner + theirs.name)
        return True

    def _merge_piece(self, base: Piece | None, ours: Piece, theirs: Piece, owner: str) -> None:
        if same(ours, theirs) or (base is not None and same(base, ours)):
            return
        if base is not None and same(base, theirs):
            self._replace(theirs, ours)
            return
        if base is None and theirs.name in ("body", "docstring", "header"):
            return
        if base is not None and theirs.name == "docstring":
            self.kept.append(
                Kept(self.path, owner, self._span(theirs), "the docstring was edited by hand")
            )
            return
        merged = merge_header(base, ours, theirs, self.line_length)
        if merged is None:
            self._conflict(f"{owner} ({theirs.name})", ours, theirs)
            return
        self.edits.append(Edit(theirs.start, theirs.end, merged))
        self.taken += [node for node in ours.nodes if isinstance(node, ast.AST)]

    def _merge_statement(self, base: Unit | None, ours: Unit, theirs: Unit) -> str | None:
        if len(ours.nodes) > 1 or len(theirs.nodes) > 1 or base is None or self.base is None:
            return None
        return merge_statement(
            whole(self.base, base),
            whole(self.ours, ours),
            whole(self.theirs, theirs),
            self.line_length,
        )

    def _take(self, ours: Unit, theirs: Unit) -> None:
        self._replace(whole(self.theirs, theirs), whole(self.ours, ours))

    def _replace(self, theirs: Piece, ours: Piece) -> None:
        self.edits.append(Edit(theirs.start, theirs.end, ours.text))
        self.taken += [node for node in ours.nodes if isinstance(node, ast.AST)]

    def _remove(self, base: Unit, theirs: Unit, sides: Sides) -> int:
        """Take out what isn't generated any more; 0 where the user has made it his own."""
        assert self.base is not None
        if same_unit(self.base, base, self.theirs, theirs):
            lead = theirs.lead
            if self.base.block(base.lead, base.start) != self.theirs.block(lead, theirs.start):
                lead = theirs.start
            gap = theirs.gap if self._blank(theirs.gap, lead) else lead
            self.edits.append(Edit(gap, theirs.end, ""))
            return 1
        name = sides.owner + theirs.name
        piece = whole(self.theirs, theirs)
        if self.ownership is Ownership.USER:
            reason = "the spec doesn't have it any more, but it was edited by hand"
            self.kept.append(Kept(self.path, name, self._span(piece), reason))
        else:
            self._conflict(name, None, piece)
        return 0

    def _blank(self, start: int, end: int) -> bool:
        return not self.theirs.block(start, end).strip()

    def _add_missing(
        self, base: dict[Key, Unit], ours: dict[Key, Unit], theirs: dict[Key, Unit], sides: Sides
    ) -> int:
        places = Places(self.ours, self.theirs, sides, theirs)
        added = 0
        for unit in sides.ours:
            if unit.is_import:
                places.after_imports(unit)
            elif unit.key in theirs:
                places.after(theirs[unit.key])
            elif unit.key in base:
                self._note_deleted(base[unit.key], unit, sides)
            elif not (unit.key == ("docstring",) and sides.theirs):
                # What hand-written code is about, its author has said, or has not.
                self.edits.append(places.insertion(unit))
                self.taken += unit.nodes
                added += 1
        return added

    def _note_deleted(self, base: Unit, ours: Unit, sides: Sides) -> None:
        if self.base is not None and not same_unit(self.base, base, self.ours, ours):
            span = Span(self.path, sides.begin + 1)
            reason = "it was deleted by hand; the spec has changed it since"
            self.kept.append(Kept(self.path, sides.owner + ours.name, span, reason))

    def _span(self, piece: Piece) -> Span:
        return Span(self.path, piece.start + 1, 1, max(piece.end, piece.start + 1), 1)

    def _conflict(self, name: str, ours: Piece | None, theirs: Piece) -> None:
        number = len(self.conflicts)
        text = ours.text if ours else ""
        self.conflicts.append(Conflict(self.path, name, self._span(theirs), text, theirs.text))
        self.edits.append(Edit(theirs.start, theirs.start, f"#<spec2code-{number}>\n", 2))
        self.edits.append(Edit(theirs.end, theirs.end, f"#</spec2code-{number}>\n", 0))


def _depth(node: ast.stmt) -> int:
    assert isinstance(node, Definition)
    return node.body[0].col_offset
