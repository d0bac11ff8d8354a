"""Comparisons: "bigger than", "more expensive than", "as tall as"; plus ... que, aussi ... que, meilleur que."""

from __future__ import annotations

from .lexicon import Adjective
from .phrases import NounPhrase, say_nominal
from .words import English, French, Phrase, english, french

# French has one word where the rule would say "plus bon": masculine, feminine.
BETTER = {"bon": ("meilleur", "meilleure")}


def say_comparison(subject: NounPhrase, adjective: Adjective, standard: NounPhrase, degree: str = "more") -> Phrase:
    """Say that one thing is more, or as much, so than another.

    Args:
        subject: what is described.
        adjective: must have a comparative.
        standard: what it is compared with.
        degree: "more" or "as".
    """
    features = subject.features
    form = adjective.form(features.feminine, features.plural)
    subject_source, subject_target = say_nominal(subject)
    standard_source, standard_target = say_nominal(standard)
    be = English("are" if features.plural else "is")
    if degree == "as":
        first, word, than = English("as"), English(adjective.english), English("as")
        source = [first, word]
        target = [French("aussi", (first,)), *french(form, word)]
    else:
        source = english(adjective.comparative)
        than = English("than")
        if adjective.masculine in BETTER:
            better = BETTER[adjective.masculine][features.feminine] + ("s" if features.plural else "")
            target = [French(better, tuple(source))]
        else:
            target = [French("plus", (source[0],)), *french(form, source[-1])]
    return (
        [*subject_source, be, *source, than, *standard_source],
        [*subject_target, French("sont" if features.plural else "est", (be,)), *target, *french("que", than), *standard_target],
    )
