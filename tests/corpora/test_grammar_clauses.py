"""Verbs in the sentence: agreement, clitics, negation, tenses, questions, relatives, coordination."""

from __future__ import annotations

import pytest
from grammar_help import clause, finish, nominal, phrase, say

from attention_course.corpora.grammar.clauses import Clause, say_clause
from attention_course.corpora.grammar.comparisons import say_comparison
from attention_course.corpora.grammar.compound_derivation import join
from attention_course.corpora.grammar.lexicon.adjectives import find_adjective
from attention_course.corpora.grammar.lexicon.verbs import CONTENT_VERBS, find_verb
from attention_course.corpora.grammar.phrases import PRONOUNS, Gap, NounPhrase

NARROW = "\u202f"
THEM_FEMININE = PRONOUNS["they (feminine)"]
IT_FEMININE = PRONOUNS["it (feminine)"]

TENSES = [
    (clause("she", "sing"), "She sings.", "Elle chante."),
    (clause("the boys", "sing", "progressive"), "The boys are singing.", "Les garçons chantent."),
    (clause("I", "sing", "past"), "I sang.", "J'ai chanté."),
    (clause("we", "sing", "future"), "We will sing.", "Nous chanterons."),
    (clause("you", "sing", "near future"), "You are going to sing.", "Tu vas chanter."),
    (clause("he", "sing", "can"), "He can sing.", "Il peut chanter."),
    (clause("they", "sing", "must"), "They must sing.", "Ils doivent chanter."),
    (clause("she", "sing", "want"), "She wants to sing.", "Elle veut chanter."),
    (clause("I", "sing", "like"), "I like to sing.", "J'aime chanter."),
    (clause("my mother and my aunt", "sing", "past"), "My mother and my aunt sang.", "Ma mère et ma tante ont chanté."),
    (clause("Marie", "arrive", "past"), "Marie arrived.", "Marie est arrivée."),
    (clause("they", "arrive", "past"), "They arrived.", "Ils sont arrivés."),
    (clause("the girls", "arrive", "past"), "The girls arrived.", "Les filles sont arrivées."),
    (clause("my sister and my brother", "leave", "past"), "My sister and my brother left.", "Ma sœur et mon frère sont partis."),
    (clause("my sister and my aunt", "leave", "past"), "My sister and my aunt left.", "Ma sœur et ma tante sont parties."),
    (clause("I", "fall", "past"), "I fell.", "Je suis tombé."),
    (clause("she", "wake up", "past"), "She woke up.", "Elle s'est réveillée."),
    (clause("I", "wake up"), "I wake up.", "Je me réveille."),
    (clause("you", "get dressed"), "You get dressed.", "Tu t'habilles."),
    (clause("we", "get up", "near future"), "We are going to get up.", "Nous allons nous lever."),
    (clause("I", "get dressed", "must"), "I must get dressed.", "Je dois m'habiller."),
    (clause("they", "rest", "past", negation="not"), "They did not rest.", "Ils ne se sont pas reposés."),
]

NEGATION = [
    (clause("he", "sing", negation="not"), "He does not sing.", "Il ne chante pas."),
    (clause("they", "sing", negation="never"), "They never sing.", "Ils ne chantent jamais."),
    (clause("she", "admire", negation="not", object="the church"), "She does not admire the church.", "Elle n'admire pas l'église."),
    (clause("I", "sing", "past", negation="not"), "I did not sing.", "Je n'ai pas chanté."),
    (clause("I", "sing", "past", negation="never"), "I never sang.", "Je n'ai jamais chanté."),
    (clause("he", "have", negation="not", object="a dog"), "He does not have a dog.", "Il n'a pas de chien."),
    (clause("he", "eat", negation="never", object="apples"), "He never eats apples.", "Il ne mange jamais de pommes."),
    (clause("we", "drink", "past", negation="not", object="water"), "We did not drink water.", "Nous n'avons pas bu d'eau."),
    (clause("he", "eat", negation="not", object="the bread"), "He does not eat the bread.", "Il ne mange pas le pain."),
    (clause("she", "like", negation="not", object="apples"), "She does not like apples.", "Elle n'aime pas les pommes."),
    (clause("he", "be", negation="not", identity="a old man"), "He is not an old man.", "Il n'est pas un vieil homme."),
    (clause("she", "play", negation="not", object="tennis"), "She does not play tennis.", "Elle ne joue pas au tennis."),
    (clause("he", "see", "can", negation="not", object="the sea"), "He cannot see the sea.", "Il ne peut pas voir la mer."),
    (clause("we", "buy", "want", negation="not", object="a car"), "We do not want to buy a car.", "Nous ne voulons pas acheter de voiture."),
    (clause("you", "sleep", "must", negation="not"), "You must not sleep.", "Tu ne dois pas dormir."),
    (clause("she", "sing", "near future", negation="not"), "She is not going to sing.", "Elle ne va pas chanter."),
    (clause("I", "sing", "future", negation="not"), "I will not sing.", "Je ne chanterai pas."),
    (clause("he", "sleep", negation="not", frequency="always"), "He does not always sleep.", "Il ne dort pas toujours."),
]

BEING = [
    (clause("the girl", "be", quality="tired"), "The girl is tired.", "La fille est fatiguée."),
    (clause("the girls", "be", quality="happy"), "The girls are happy.", "Les filles sont heureuses."),
    (clause("I", "be", quality="proud"), "I am proud.", "Je suis fier."),
    (clause("my mother and my brother", "be", quality="sad"), "My mother and my brother are sad.", "Ma mère et mon frère sont tristes."),
    (clause("she", "be", quality="hungry"), "She is hungry.", "Elle a faim."),
    (clause("we", "be", negation="not", quality="afraid"), "We are not afraid.", "Nous n'avons pas peur."),
    (clause("I", "be", negation="never", quality="thirsty"), "I am never thirsty.", "Je n'ai jamais soif."),
    (clause("Julie", "be", quality="cold|avoir"), "Julie is cold.", "Julie a froid."),
    (clause("the soup", "be", quality="cold"), "The soup is cold.", "La soupe est froide."),
    (clause("they", "be", quality="late"), "They are late.", "Ils sont en retard."),
    (clause("the house", "be", quality="white"), "The house is white.", "La maison est blanche."),
    (clause("my shoes", "be", quality="brown"), "My shoes are brown.", "Mes chaussures sont marron."),
    (clause("the bird", "be", quality="beautiful"), "The bird is beautiful.", "L'oiseau est beau."),
    (clause("he", "be", identity="a doctor"), "He is a doctor.", "Il est médecin."),
    (clause("he", "be", identity="a good doctor"), "He is a good doctor.", "Il est un bon médecin."),
    (clause("they", "be", identity="teachers"), "They are teachers.", "Ils sont professeurs."),
    (clause("she", "be", quality="sad", frequency="often"), "She is often sad.", "Elle est souvent triste."),
]

CLITICS = [
    (clause("she", "see", object="him"), "She sees him.", "Elle le voit."),
    (clause("she", "see", object="her"), "She sees her.", "Elle la voit."),
    (clause("she", "hear", object="them"), "She hears them.", "Elle les entend."),
    (clause("he", "invite", object="her"), "He invites her.", "Il l'invite."),
    (clause("he", "invite", object="me"), "He invites me.", "Il m'invite."),
    (clause("I", "invite", object="you"), "I invite you.", "Je t'invite."),
    (clause("they", "help", object="us"), "They help us.", "Ils nous aident."),
    (clause("I", "talk to", object="him"), "I talk to him.", "Je lui parle."),
    (clause("I", "phone", object="them"), "I phone them.", "Je leur téléphone."),
    (clause("we", "visit", infinitive="rendre", object="them"), "We visit them.", "Nous leur rendons visite."),
    (clause("we", "visit", infinitive="rendre", object="her", tense="past"), "We visited her.", "Nous lui avons rendu visite."),
    (clause("he", "visit", "can", infinitive="rendre", object="you"), "He can visit you.", "Il peut te rendre visite."),
    (clause("she", "see", "can", object="him"), "She can see him.", "Elle peut le voir."),
    (clause("she", "invite", "near future", object="them"), "She is going to invite them.", "Elle va les inviter."),
    (clause("he", "invite", "want", object="her", negation="not"), "He does not want to invite her.", "Il ne veut pas l'inviter."),
    (clause("he", "see", negation="not", object="it"), "He does not see it.", "Il ne le voit pas."),
    (clause("she", "see", "past", object=THEM_FEMININE), "She saw them.", "Elle les a vues."),
    (clause("I", "see", "past", object="her"), "I saw her.", "Je l'ai vue."),
    (clause("I", "see", "past", object="him"), "I saw him.", "Je l'ai vu."),
    (clause("I", "see", "past", object="them", negation="not"), "I did not see them.", "Je ne les ai pas vus."),
    (clause("he", "take", "past", object=IT_FEMININE), "He took it.", "Il l'a prise."),
    (clause("he", "take", "past", object=THEM_FEMININE), "He took them.", "Il les a prises."),
    (clause("he", "take", "past", object="them"), "He took them.", "Il les a pris."),
    (clause("she", "see", "past", object="us"), "She saw us.", "Elle nous a vus."),
    (clause("she", "talk to", "past", object="her"), "She talked to her.", "Elle lui a parlé."),
    (clause("she", "give", object="a book", recipient="him"), "She gives him a book.", "Elle lui donne un livre."),
    (clause("she", "give", object="a book", recipient="the boy"), "She gives a book to the boy.", "Elle donne un livre au garçon."),
    (clause("she", "give", object="it", recipient="him"), "She gives it to him.", "Elle le lui donne."),
    (clause("she", "give", "past", object=THEM_FEMININE, recipient="them"), "She gave them to them.", "Elle les leur a données."),
    (clause("she", "give", object="it", recipient="me"), "She gives it to me.", "Elle me le donne."),
    (clause("she", "give", "near future", object=IT_FEMININE, recipient="us"), "She is going to give it to us.", "Elle va nous la donner."),
    (clause("she", "explain", object="the lesson", recipient="them"), "She explains the lesson to them.", "Elle leur explique la leçon."),
    (clause("she", "lend", "past", object="the car", recipient="us"), "She lent us the car.", "Elle nous a prêté la voiture."),
]

ADVERBS = [
    (clause("he", "sleep", frequency="often"), "He often sleeps.", "Il dort souvent."),
    (clause("he", "read", object="a book", frequency="sometimes"), "He sometimes reads a book.", "Il lit parfois un livre."),
    (clause("she", "sing", "past", manner="well"), "She sang well.", "Elle a bien chanté."),
    (clause("she", "speak", object="French", manner="well"), "She speaks French well.", "Elle parle bien français."),
    (clause("he", "repair", "past", object="the car", manner="quickly"), "He repaired the car quickly.", "Il a vite réparé la voiture."),
    (clause("he", "eat", object="the soup", manner="slowly"), "He eats the soup slowly.", "Il mange lentement la soupe."),
    (clause("he", "sing", "can", manner="well"), "He can sing well.", "Il peut chanter bien."),
    (clause("they", "go home", "past", manner="early"), "They went home early.", "Ils sont rentrés tôt."),
    (clause("she", "get up", manner="late"), "She gets up late.", "Elle se lève tard."),
]


@pytest.mark.parametrize(("made", "source", "target"), TENSES + NEGATION + BEING + CLITICS + ADVERBS, ids=lambda value: value if isinstance(value, str) else "")
def test_says_a_clause(made, source, target):
    pair = say(made)
    assert (pair.source, pair.target) == (source, target)


QUESTIONS = [
    (clause("he", "sing"), "Does he sing?", "Est-ce qu'il chante ?"),
    (clause("the boys", "sing"), "Do the boys sing?", "Est-ce que les garçons chantent ?"),
    (clause("Alice", "sing", "past"), "Did Alice sing?", "Est-ce qu'Alice a chanté ?"),
    (clause("the hero", "sing", "future"), "Will the hero sing?", "Est-ce que le héros chantera ?"),
    (clause("they", "sing", "can"), "Can they sing?", "Est-ce qu'ils peuvent chanter ?"),
    (clause("she", "be", quality="tired"), "Is she tired?", "Est-ce qu'elle est fatiguée ?"),
    (clause("she", "sing", "want"), "Does she want to sing?", "Est-ce qu'elle veut chanter ?"),
    (clause("you", "eat", "progressive", object="a apple"), "Are you eating an apple?", "Est-ce que tu manges une pomme ?"),
]


@pytest.mark.parametrize(("made", "source", "target"), QUESTIONS, ids=[row[1] for row in QUESTIONS])
def test_asks_with_est_ce_que(made, source, target):
    pair = say(made, question=True)
    assert (pair.source, pair.target) == (source, target.replace(" ?", NARROW + "?"))


def relative(head: str, role: str, subject, verb: str, tense: str = "present", **more) -> NounPhrase:
    """A phrase with a relative clause; the gap agrees with its head."""
    made = phrase(head)
    gap = Gap(made.features)
    if role == "subject":
        made.relative = clause("he", verb, tense, **more)
        made.relative.subject = gap
    else:
        made.relative = clause(subject, verb, tense, **more)
        if role == "object":
            made.relative.object = gap
    made.relative_role = role
    return made


RELATIVES = [
    (relative("the boy", "subject", None, "sing"), "the boy who sings", "le garçon qui chante"),
    (relative("the girls", "subject", None, "arrive", "past"), "the girls who arrived", "les filles qui sont arrivées"),
    (relative("the dog", "subject", None, "sleep"), "the dog that sleeps", "le chien qui dort"),
    (relative("the book", "object", "the girl", "read"), "the book that the girl reads", "le livre que la fille lit"),
    (relative("the book", "object", "he", "read"), "the book that he reads", "le livre qu'il lit"),
    (relative("the apple", "object", "she", "eat", "past"), "the apple that she ate", "la pomme qu'elle a mangée"),
    (relative("the apples", "object", "Paul", "buy", "past"), "the apples that Paul bought", "les pommes que Paul a achetées"),
    (relative("the letters", "object", "I", "write", "past"), "the letters that I wrote", "les lettres que j'ai écrites"),
    (relative("the house", "place", "she", "live"), "the house where she lives", "la maison où elle habite"),
    (relative("the girl", "subject", None, "be", quality="tired"), "the girl who is tired", "la fille qui est fatiguée"),
]


@pytest.mark.parametrize(("made", "source", "target"), RELATIVES, ids=[row[1] for row in RELATIVES])
def test_says_a_relative_clause(made, source, target):
    pair = say(Clause(PRONOUNS["I"], find_verb("see"), object=made))
    assert (pair.source, pair.target) == (f"I see {source}.", f"Je vois {target}.")


@pytest.mark.parametrize(
    ("joint", "target"),
    [
        ("and", "Il chante et elle danse."), (", but", "Il chante, mais elle danse."), ("or", "Il chante ou elle danse."),
        ("because", "Il chante parce qu'elle danse."), ("while", "Il chante pendant qu'elle danse."),
    ],
)  # fmt: skip
def test_joins_clauses(joint, target):
    words = join(say_clause(clause("he", "sing")), joint, say_clause(clause("she", "dance")))
    assert finish(words, ".").target == target


@pytest.mark.parametrize(
    ("subject", "target"),
    [("the boy and the girl", "Le garçon et la fille chantent."), ("Marie and Alice", "Marie et Alice chantent.")],
)
def test_joins_subjects(subject, target):
    assert say(clause(subject, "sing")).target == target


def test_says_that():
    made = Clause(nominal("she"), CONTENT_VERBS["think"], content=clause("he", "be", quality="sad"))
    assert say(made).target == "Elle pense qu'il est triste."


@pytest.mark.parametrize(
    ("first", "adjective", "second", "degree", "source", "target"),
    [
        ("the dog", "big", "the cat", "more", "The dog is bigger than the cat.", "Le chien est plus gros que le chat."),
        ("the cows", "old", "the hens", "more", "The cows are older than the hens.", "Les vaches sont plus vieilles que les poules."),
        ("Marie", "tired", "Alice", "more", "Marie is more tired than Alice.", "Marie est plus fatiguée qu'Alice."),
        ("the pears", "good", "the apples", "more", "The pears are better than the apples.", "Les poires sont meilleures que les pommes."),
        ("the house", "small", "the hotel", "as", "The house is as small as the hotel.", "La maison est aussi petite que l'hôtel."),
    ],
)
def test_compares(first, adjective, second, degree, source, target):
    pair = finish(say_comparison(phrase(first), find_adjective(adjective), phrase(second), degree), ".")
    assert (pair.source, pair.target) == (source, target)


def test_gives_orders():
    made = clause("you", "open", "order", object="the door")
    made.subject, made.subject_features = None, PRONOUNS["you"].features
    assert say(made).target == "Ouvre la porte."
    made.negation = "not"
    assert (say(made).source, say(made).target) == ("Do not open the door.", "N'ouvre pas la porte.")
