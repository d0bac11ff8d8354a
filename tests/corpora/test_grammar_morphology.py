"""Nouns and adjectives: plurals, feminines, and the place of the adjective."""

from __future__ import annotations

import pytest
from grammar_help import clause, french_phrase, say

from attention_course.corpora.grammar import morphology
from attention_course.corpora.grammar.lexicon import NOUNS
from attention_course.corpora.grammar.lexicon.adjectives import find_adjective


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("chat", "chats"), ("cheval", "chevaux"), ("journal", "journaux"), ("hôpital", "hôpitaux"), ("oiseau", "oiseaux"), ("gâteau", "gâteaux"),
        ("château", "châteaux"), ("jeu", "jeux"), ("bijou", "bijoux"), ("hibou", "hiboux"), ("caillou", "cailloux"), ("chou", "choux"),
        ("souris", "souris"), ("fils", "fils"), ("nez", "nez"), ("bal", "bals"), ("festival", "festivals"), ("pneu", "pneus"), ("trou", "trous"),
        ("œuf", "œufs"), ("bleu", "bleus"), ("beau", "beaux"), ("heureux", "heureux"), ("école", "écoles"), ("ours", "ours"),
    ],
)  # fmt: skip
def test_forms_the_french_plural(singular, plural):
    assert morphology.french_plural(singular) == plural


@pytest.mark.parametrize(
    ("english", "singular", "plural"),
    [
        ("potato", "une pomme de terre", "deux pommes de terre"), ("postcard", "une carte postale", "deux cartes postales"),
        ("grandmother", "une grand-mère", "deux grands-mères"), ("bathroom", "une salle de bains", "deux salles de bains"),
        ("camera", "un appareil photo", "deux appareils photo"), ("mouse", "une souris", "deux souris"), ("horse", "un cheval", "deux chevaux"),
    ],
)  # fmt: skip
def test_knows_nouns_of_several_words(english, singular, plural):
    assert french_phrase(f"a {english}") == singular
    assert french_phrase(f"two {NOUNS[english].english_plural}") == plural


@pytest.mark.parametrize(
    ("singular", "plural"),
    [("cat", "cats"), ("box", "boxes"), ("bus", "buses"), ("cherry", "cherries"), ("key", "keys"), ("beach", "beaches"), ("dish", "dishes")],
)
def test_forms_the_english_plural(singular, plural):
    assert morphology.english_plural(singular) == plural


@pytest.mark.parametrize(
    ("base", "third_person", "past", "present_participle"),
    [
        ("walk", "walks", "walked", "walking"), ("dance", "dances", "danced", "dancing"), ("carry", "carries", "carried", "carrying"),
        ("play", "plays", "played", "playing"), ("stop", "stops", "stopped", "stopping"), ("wash", "washes", "washed", "washing"),
        ("prefer", "prefers", "preferred", "preferring"), ("travel", "travels", "travelled", "travelling"), ("lie", "lies", "lied", "lying"),
    ],
)  # fmt: skip
def test_forms_regular_english_verbs(base, third_person, past, present_participle):
    assert morphology.english_third_person(base) == third_person
    assert morphology.english_past(base) == past
    assert morphology.english_present_participle(base) == present_participle


def test_knows_irregular_english_verbs():
    assert morphology.english_third_person("go") == "goes"
    assert morphology.english_third_person("have") == "has"
    assert morphology.english_present_participle("see") == "seeing"
    assert say(clause("she", "buy", "past", object="a hat")).source == "She bought a hat."


# masculine, feminine, masculine plural, feminine plural
ADJECTIVE_FORMS = """
beautiful: beau belle beaux belles
new: nouveau nouvelle nouveaux nouvelles
old: vieux vieille vieux vieilles
white: blanc blanche blancs blanches
fresh: frais fraîche frais fraîches
long: long longue longs longues
soft: doux douce doux douces
kind: gentil gentille gentils gentilles
good: bon bonne bons bonnes
big: gros grosse gros grosses
bad: mauvais mauvaise mauvais mauvaises
happy: heureux heureuse heureux heureuses
curious: curieux curieuse curieux curieuses
expensive: cher chère chers chères
light: léger légère légers légères
proud: fier fière fiers fières
worried: inquiet inquiète inquiets inquiètes
purple: violet violette violets violettes
jealous: jaloux jalouse jaloux jalouses
alone: seul seule seuls seules
clever: malin maligne malins malignes
hard-working: travailleur travailleuse travailleurs travailleuses
Italian: italien italienne italiens italiennes
French: français française français françaises
grey: gris grise gris grises
blue: bleu bleue bleus bleues
young: jeune jeune jeunes jeunes
red: rouge rouge rouges rouges
tired: fatigué fatiguée fatigués fatiguées
pretty: joli jolie jolis jolies
brown: marron marron marron marron
orange: orange orange orange orange
"""


@pytest.mark.parametrize("row", ADJECTIVE_FORMS.strip().splitlines())
def test_forms_the_adjective(row):
    name, forms = row.split(": ")
    adjective = find_adjective(name)
    assert " ".join(adjective.form(feminine, plural) for plural in (False, True) for feminine in (False, True)) == forms


@pytest.mark.parametrize(("masculine", "feminine"), [("premier", "première"), ("sportif", "sportive"), ("acteur", "actrice"), ("naturel", "naturelle"), ("pareil", "pareille"), ("petit", "petite")])  # fmt: skip
def test_forms_the_regular_feminine(masculine, feminine):
    assert morphology.french_feminine(masculine) == feminine


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("a red car", "une voiture rouge"), ("the small black cat", "le petit chat noir"), ("the beautiful white horses", "les beaux chevaux blancs"),
        ("a wooden table", "une table en bois"), ("the brown shoes", "les chaussures marron"), ("two orange dresses", "deux robes orange"),
        ("an old white church", "une vieille église blanche"), ("the new green bicycle", "le nouveau vélo vert"),
        ("my little sister", "ma petite sœur"), ("some big trees", "de gros arbres"), ("the kind girls", "les gentilles filles"),
    ],
)  # fmt: skip
def test_puts_the_adjective_in_its_place(english, french):
    assert french_phrase(english.replace("an ", "a ")) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("apples", "des pommes"), ("some apples", "des pommes"), ("large trees", "de grands arbres"), ("some old books", "de vieux livres"),
        ("some jam", "de la confiture"), ("old friends", "de vieux amis"), ("many friends", "beaucoup d'amis"), ("many cats", "beaucoup de chats"),
        ("all the girls", "toutes les filles"), ("all the boys", "tous les garçons"), ("every child", "chaque enfant"), ("several cups", "plusieurs tasses"),
        ("beautiful birds", "de beaux oiseaux"), ("cold water", "de l'eau froide"), ("two eggs", "deux œufs"),
    ],
)  # fmt: skip
def test_says_the_determiner(english, french):
    assert french_phrase(english) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [("a apple", "de pomme"), ("apples", "de pommes"), ("a egg", "d'œuf"), ("water", "d'eau"), ("bread", "de pain"), ("the apple", "la pomme"), ("my apple", "ma pomme")],
)  # fmt: skip
def test_says_de_under_negation(english, french):
    assert french_phrase(english, negated=True) == french


@pytest.mark.parametrize(("english", "french"), [("apples", "les pommes"), ("coffee", "le café"), ("water", "l'eau"), ("owls", "les hiboux"), ("the sea", "la mer")])
def test_says_the_kind_with_a_definite_article(english, french):
    assert french_phrase(english, generic=True) == french
