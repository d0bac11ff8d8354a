"""The words of the grammar, as tables that read like a dictionary."""

from .adjectives import ADJECTIVES, Adjective
from .nouns import NOUNS, Noun, nouns_of
from .verbs import VERBS, Verb

__all__ = ["ADJECTIVES", "NOUNS", "VERBS", "Adjective", "Noun", "Verb", "nouns_of"]
