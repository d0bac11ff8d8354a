"""The course's own corpus: a grammar that derives English-French sentence pairs with their gold word alignments.

    from attention_course.corpora.grammar import course_corpus, generate
    corpus = course_corpus()               # train, validation, test, longer, combinations
    for pair in generate(5, seed=1):
        print(pair.source, pair.target, pair.alignment)

Offline, deterministic, and without any dependency. Conventions that make the translation of each sentence unique:

- "you" is tu, one person; "I", "you" and "we" are masculine; "they" and "them" are masculine unless they take up a noun of
  the same sentence; "it" always takes up one, or tells the weather, the hour, or what something is ("it is a dog").
- The simple past is a passé composé; only verbs for what happens have a past. "Is singing" is a present, as "sings" is.
- A noun for a person has the gender that the lexicon gives: a friend is un ami, a nurse une infirmière.
- English is written without short forms ("does not", "cannot"), French with U+202F before "?" and "!".
"""

from .splits import LONGEST, LONGEST_SEEN, SHORTEST, course_corpus, generate, word_count, word_forms
from .words import Pair

__all__ = ["LONGEST", "LONGEST_SEEN", "SHORTEST", "Pair", "course_corpus", "generate", "word_count", "word_forms"]
