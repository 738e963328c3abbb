"""Every hostile text of tests/test_spec_text_is_data.py in every place of every sample that takes free text.

A round shifts all texts by one place, so the whole takes as many rounds as there are texts, for each sample: about
three hours. `python -m benchmarks.hostile_text 50` does 50 of the rounds, spread over all.
"""

from __future__ import annotations

import sys

from tests.test_spec_text_is_data import SAMPLES, STRINGS, check_round, name_of


def main(rounds: int) -> None:
    step = max(len(STRINGS) // rounds, 1)
    for number, path in enumerate(SAMPLES):
        planted = 0
        for first in range(0, len(STRINGS), step):
            stubs = ("example", "not-implemented")[first // step % 2]
            planted += check_round(number, first, stubs) - first
        print(f"{name_of(path)}: {planted} texts, every syntax tree as it should be", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else len(STRINGS))
