"""Every hostile text of tests/test_spec_text_is_data.py in every place of every sample.

A round shifts all texts by one place, so the whole takes as many rounds as there are texts, for each sample: some
hours. `python -m benchmarks.hostile_text 50` does 50 of the rounds, spread over all.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.hostile_text import STRINGS, Hostile
from tests.test_spec_text_is_data import SAMPLES, Round, check, name_of, places


def main(rounds: int) -> None:
    step = max(len(STRINGS) // rounds, 1)
    for number, path in enumerate(SAMPLES):
        planted = 0
        for first in range(0, len(STRINGS), step):
            for kind in (Round("told", ("example", "not-implemented")[first % 2]), Round("named")):
                held = places(number, kind.name)
                start = Counter(dict.fromkeys(held, first))
                check(number, kind, Hostile(start, Counter(dict.fromkeys(held, 1))))
                planted += held.total()
        print(f"{name_of(path)}: {planted} texts, every syntax tree as it should be", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else len(STRINGS))
