"""Elision, contraction, forms before a vowel, h muet and h aspiré, a and an."""

from __future__ import annotations

import pytest
from grammar_help import clause, english_phrase, french_phrase, phrase, say

from attention_course.corpora.grammar.orthography import begins_with_vowel_sound, french_text, join_french, takes_an
from attention_course.corpora.grammar.phrases import NounPhrase
from attention_course.corpora.grammar.words import article
from attention_course.corpora.grammar.words import french as french_words


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ami", True), ("école", True), ("île", True), ("œuf", True), ("Éric", True), ("y", True), ("horloge", True), ("homme", True),
        ("héroïne", True), ("hôpital", True), ("hélicoptère", True), ("harmonica", True), ("histoire", True), ("Hélène", True), ("hiver", True),
        ("héros", False), ("hibou", False), ("hiboux", False), ("hache", False), ("haricots", False), ("hamster", False), ("hérisson", False),
        ("harpe", False), ("hockey", False), ("hamac", False), ("hall", False), ("hamburger", False), ("chat", False), ("yaourt", False), ("onze", False),
    ],
)  # fmt: skip
def test_knows_where_elision_is_called_for(word, expected):
    assert begins_with_vowel_sound(word) is expected


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("the friend", "l'ami"), ("the school", "l'école"), ("the man", "l'homme"), ("the heroine", "l'héroïne"), ("the clock", "l'horloge"),
        ("the egg", "l'œuf"), ("the hero", "le héros"), ("the owl", "le hibou"), ("the axe", "la hache"), ("the harp", "la harpe"),
        ("the hamster", "le hamster"), ("the heroes", "les héros"), ("the owls", "les hiboux"), ("the water", "l'eau"),
        ("the large school", "la grande école"), ("the old hotel", "le vieil hôtel"), ("the beautiful owl", "le beau hibou"),
    ],
)  # fmt: skip
def test_elides_the_article(english, french):
    assert french_phrase(english) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("a new hotel", "un nouvel hôtel"), ("an old tree", "un vieil arbre"), ("a beautiful bird", "un bel oiseau"), ("a new friend", "un nouvel ami"),
        ("an old friend", "un vieil ami"), ("an old man", "un vieil homme"), ("a new hamster", "un nouveau hamster"), ("an old hero", "un vieux héros"),
        ("a beautiful garden", "un beau jardin"), ("a new school", "une nouvelle école"), ("an old church", "une vieille église"),
        ("the new pupil", "le nouvel élève"), ("the beautiful trees", "les beaux arbres"), ("the old hotels", "les vieux hôtels"),
    ],
)  # fmt: skip
def test_chooses_bel_vieil_nouvel_before_a_vowel(english, french):
    assert french_phrase(english.replace("an old", "a old")) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("my school", "mon école"), ("your idea", "ton idée"), ("his clock", "son horloge"), ("her story", "son histoire"), ("my axe", "ma hache"),
        ("her harp", "sa harpe"), ("my sister", "ma sœur"), ("my old school", "ma vieille école"), ("your beautiful house", "ta belle maison"),
        ("her friend", "son ami"), ("our school", "notre école"), ("their ideas", "leurs idées"), ("my schools", "mes écoles"), ("his dog", "son chien"),
        ("our dogs", "nos chiens"), ("their mother", "leur mère"), ("your friends", "tes amis"),
    ],
)  # fmt: skip
def test_chooses_the_possessive(english, french):
    assert french_phrase(english) == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("this boy", "ce garçon"), ("this man", "cet homme"), ("this hero", "ce héros"), ("this woman", "cette femme"), ("this old man", "ce vieil homme"),
        ("these trees", "ces arbres"), ("this tree", "cet arbre"), ("this small tree", "ce petit arbre"), ("this school", "cette école"),
    ],
)  # fmt: skip
def test_chooses_the_demonstrative(english, french):
    assert french_phrase(english) == french


@pytest.mark.parametrize(
    ("owner", "owned", "english", "french"),
    [
        ("my sister", "cat", "my sister's cat", "le chat de ma sœur"),
        ("the doctor", "car", "the doctor's car", "la voiture du médecin"),
        ("the teacher", "books", "the teacher's books", "les livres du professeur"),
        ("the actor", "house", "the actor's house", "la maison de l'acteur"),
        ("the nurse", "bag", "the nurse's bag", "le sac de l'infirmière"),
        ("the boys", "dog", "the boys' dog", "le chien des garçons"),
        ("the children", "ball", "the children's ball", "le ballon des enfants"),
        ("the hero", "horse", "the hero's horse", "le cheval du héros"),
        ("Alice", "friend", "Alice's friend", "l'ami d'Alice"),
        ("Thomas", "umbrella", "Thomas's umbrella", "le parapluie de Thomas"),
    ],
)
def test_turns_a_possessor_round_and_contracts(owner, owned, english, french):
    head = phrase(owned)
    made = NounPhrase(head.noun, "'s", head.plural, possessor=phrase(owner))
    assert english_phrase(made) == english
    assert say(clause("he", "see", object=made)).target == f"Il voit {french}."


@pytest.mark.parametrize(
    ("made", "french"),
    [
        (clause("I", "open", object="the door"), "J'ouvre la porte."),
        (clause("she", "speak", object="French"), "Elle parle français."),
        (clause("he", "talk to", object="the baker"), "Il parle au boulanger."),
        (clause("he", "talk to", object="the men"), "Il parle aux hommes."),
        (clause("he", "talk to", object="the man"), "Il parle à l'homme."),
        (clause("he", "talk to", object="the heroes"), "Il parle aux héros."),
        (clause("he", "talk to", object="the hero"), "Il parle au héros."),
        (clause("he", "talk to", object="my mother"), "Il parle à ma mère."),
        (clause("she", "play", object="the piano"), "Elle joue du piano."),
        (clause("she", "play", object="football"), "Elle joue au football."),
        (clause("she", "play", object="the accordion"), "Elle joue de l'accordéon."),
        (clause("they", "play", object="hockey"), "Ils jouent au hockey."),
        (clause("they", "dream of", object="the sea"), "Ils rêvent de la mer."),
        (clause("they", "dream of", object="the lake"), "Ils rêvent du lac."),
        (clause("they", "dream of", object="the islands"), "Ils rêvent des îles."),
        (clause("I", "see", object="it"), "Je le vois."),
        (clause("I", "hear", object="him"), "Je l'entends."),
        (clause("I", "talk to", object="him"), "Je lui parle."),
    ],
)
def test_elides_and_contracts_in_a_sentence(made, french):
    assert say(made).target == french


@pytest.mark.parametrize(
    ("where", "french"),
    [
        ("at the market", "Il dort au marché."), ("at the hospital", "Il dort à l'hôpital."), ("at home", "Il dort à la maison."),
        ("by the river", "Il dort au bord de la rivière."), ("near the bridge", "Il dort près du pont."), ("in town", "Il dort en ville."),
        ("in Japan", "Il dort au Japon."), ("in the garden", "Il dort dans le jardin."), ("under the tree", "Il dort sous l'arbre."),
        ("in the bathroom", "Il dort dans la salle de bains."), ("at school", "Il dort à l'école."), ("in Italy", "Il dort en Italie."),
    ],
)  # fmt: skip
def test_writes_places_as_the_french_do(where, french):
    assert say(clause("he", "sleep", where=where)).target == french


@pytest.mark.parametrize(
    ("word", "expected"),
    [("apple", True), ("old", True), ("hour", True), ("honest", True), ("umbrella", True), ("university", False), ("uniform", False), ("house", False), ("European", False), ("orange", True)],
)  # fmt: skip
def test_chooses_a_or_an(word, expected):
    assert takes_an(word) is expected


def test_writes_an_before_an_adjective():
    assert say(clause("he", "see", object="a old car")).source == "He sees an old car."
    assert say(clause("he", "see", object="a apple")).source == "He sees an apple."
    assert say(clause("he", "see", object="a red apple")).source == "He sees a red apple."


def test_sets_a_narrow_space_before_high_punctuation():
    assert french_text(["Est-ce", "qu'", "il", "dort", "?"]) == "Est-ce qu'il dort\u202f?"
    assert french_text(["Ouvre", "l'", "œuf", "!"]) == "Ouvre l'œuf\u202f!"


@pytest.mark.parametrize(
    ("preposition", "with_article", "with_pronoun"),
    [("de", "du", ["de", "le", "voir"]), ("à", "au", ["à", "le", "voir"])],
)
def test_contracts_with_the_article_and_never_with_the_pronoun(preposition, with_article, with_pronoun):
    assert [word.text for word in join_french([*french_words(preposition), article("le"), *french_words("chat")])] == [with_article, "chat"]
    assert [word.text for word in join_french([*french_words(preposition), *french_words("le voir")])] == with_pronoun
