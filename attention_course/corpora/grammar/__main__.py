"""Print sentence pairs: python -m attention_course.corpora.grammar --count 20 --seed 0 --alignments."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from .splits import LONGEST_SEEN, SHORTEST, generate, word_count, word_forms
from .words import Pair


def main(arguments: list[str] | None = None) -> int:
    """Run the command.

    Returns:
        0, or 2 when an argument is wrong (and stderr says what to give).
    """
    parser = argparse.ArgumentParser(prog="python -m attention_course.corpora.grammar", description="Derive English-French sentence pairs.")
    parser.add_argument("--count", type=int, default=20, help="how many pairs (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same pairs (default: %(default)s)")
    parser.add_argument("--min-length", type=int, default=SHORTEST, help="fewest English words (default: %(default)s)")
    parser.add_argument("--max-length", type=int, default=LONGEST_SEEN, help="most English words (default: %(default)s)")
    parser.add_argument("--alignments", action="store_true", help="show which words belong together")
    parser.add_argument("--statistics", action="store_true", help="count word forms and lengths at the end")
    options = parser.parse_args(arguments)
    try:
        pairs = generate(options.count, options.seed, options.max_length, options.min_length)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for pair in pairs:
        print(f"{pair.source}\t{pair.target}")
        if options.alignments:
            print("    " + show_alignment(pair))
    if options.statistics:
        print(show_statistics(pairs))
    return 0


def show_alignment(pair: Pair) -> str:
    """The links of a pair with their words: "cat-chat the-le"."""
    return " ".join(f"{pair.source_tokens[source]}-{pair.target_tokens[target]}" for source, target in pair.alignment)


def show_statistics(pairs: list[Pair]) -> str:
    """Word forms, and how many sentences have each length."""
    source, target = word_forms(pairs)
    lengths = Counter(word_count(pair.source_tokens) for pair in pairs)
    shown = ", ".join(f"{length}: {lengths[length]}" for length in sorted(lengths))
    return f"{len(pairs):,} pairs; {len(source):,} English and {len(target):,} French word forms\nEnglish words in a sentence: {shown}"


if __name__ == "__main__":
    raise SystemExit(main())
