"""Cases of the policy of docs/drift.md, by its sections: a spec and the code, and what is told."""

from __future__ import annotations

from tests.drift_cases import (
    directions,
    errors_and_events,
    first_sight,
    groups,
    lists,
    models,
    other_words,
    own_docs,
    partial,
    plans,
    routes,
    said_in_passing,
    said_twice,
    same_in_api,
    same_in_database,
    severity,
    told_once,
)
from tests.drift_cases.policy import Policy

CASES: tuple[Policy, ...] = (
    *partial.CASES,
    *same_in_database.CASES,
    *same_in_api.CASES,
    *told_once.CASES,
    *severity.CASES,
    *errors_and_events.CASES,
    *models.CASES,
    *directions.CASES,
    *routes.CASES,
    *said_in_passing.CASES,
    *first_sight.CASES,
    *groups.CASES,
    *lists.CASES,
    *own_docs.CASES,
    *other_words.CASES,
    *plans.CASES,
    *said_twice.CASES,
)
