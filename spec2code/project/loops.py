"""`for` and `while`: over what is known round by round, over what isn't once, as something that may not happen."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.project import attributes, binding, branches, sequences
from spec2code.project.signals import BREAK, CONTINUE, NEXT, RAISE, RETURN, Exhausted
from spec2code.project.values import Scope, Spread, Unknown
from spec2code.project.waiting import only_waits, state

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["each", "turns"]

LOOP_LIMIT = 20_000
WAITING_TURNS = 100  # after as many a loop is looked at, whether anything in it can end it

Walk = Callable[[list[ast.stmt]], int]
"""Walks statements and gives the signal that they end with."""


def each(evaluator: Evaluator, scope: Scope, node: ast.For | ast.AsyncFor, walk: Walk) -> int:
    over = evaluator.evaluate(node.iter, scope)
    items = sequences.elements(evaluator, over)
    if items is None:
        reason = (
            over.reason if isinstance(over, Unknown) else "what the loop runs over is not known"
        )
        items = [Spread(over)]
        unknown = Unknown(reason, node.iter, scope.module)
    for item in items[:LOOP_LIMIT]:
        if isinstance(item, Spread):
            given = unknown if item.value is over else Unknown("not known")
            binding.assign(evaluator, node.target, given, scope)
            evaluator.guesses += 1
            with evaluator.perhaps(evaluator.guesses, 0, 2):
                signal = walk(node.body)
            signal = signal if signal == RETURN else NEXT
        else:
            binding.assign(evaluator, node.target, item, scope)
            signal = walk(node.body)
        if signal == BREAK:
            return NEXT
        if signal in (RETURN, RAISE):
            return signal
    return walk(node.orelse)


def turns(evaluator: Evaluator, scope: Scope, node: ast.While, walk: Walk) -> int:
    guessed = 0
    seen: dict[tuple[str, int], object] | None = None
    for turn in range(LOOP_LIMIT):
        if turn == WAITING_TURNS and only_waits(evaluator, node, scope):
            break
        if turn in (WAITING_TURNS, WAITING_TURNS + 1):
            before_it, seen = seen, state(scope)
            if seen == before_it:
                return NEXT
        guesses = evaluator.guesses
        holds = attributes.truth(evaluator, evaluator.evaluate(node.test, scope))
        if holds is False:
            return walk(node.orelse)
        if holds is None:
            signal = branches.either(evaluator, scope, [node.body, []], walk)
            return signal if signal in (RETURN, RAISE) else NEXT
        before = evaluator.leaving
        signal = walk(node.body)
        if signal == BREAK or (signal in (NEXT, CONTINUE) and evaluator.leaving != before):
            return NEXT  # where nothing says whether the loop was left, one round is enough
        if signal in (RETURN, RAISE):
            return signal
        guessed += evaluator.guesses != guesses
        if guessed > WAITING_TURNS:
            return NEXT  # what its turns come to is not known, and neither is how many there are
    raise Exhausted
