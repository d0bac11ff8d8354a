"""What the grammar never says: what would be grammatical, and said by nobody."""

from __future__ import annotations

import re

import pytest
from grammar_help import clause, finish, nominal, phrase, say

from attention_course.corpora.grammar import generate
from attention_course.corpora.grammar.choosing import Chooser
from attention_course.corpora.grammar.compound_derivation import comparable
from attention_course.corpora.grammar.lexicon import NOUNS, VERBS, nouns_of
from attention_course.corpora.grammar.lexicon.adjectives import find_adjective
from attention_course.corpora.grammar.lexicon.adverbials import find_adverbial
from attention_course.corpora.grammar.noun_derivation import suits
from attention_course.corpora.grammar.phrases import Gap, NounPhrase, say_nominal
from attention_course.corpora.grammar.sense import is_sensible
from attention_course.corpora.grammar.sentence_derivation import SentenceDerivation

MODAL = r"(?:can|cannot|must|wants? to|likes? to|want to|going to)"
PRONOUN = r"\b(?:I|you|we|they|You|We|They)\b"


@pytest.fixture(scope="module")
def pairs():
    return [*generate(4_000, seed=21), *generate(1_000, seed=22, min_length=15, max_length=40)]


@pytest.mark.parametrize(
    "wrong",
    [
        rf"\b{MODAL} \w+ (?:\w+ )?(?:well|quickly)\b",  # "vouloir bien" is to be willing
        r"\b(?:laugh|shout|smil)\w*(?: well)? at (?!him|her|me|us|you|them|home)(?:the (?:theatre|cinema|museum|stadium|market|station)|school)",
        rf"^(?:(?!\b(?:[Dd]o|[Dd]id|[Mm]ust|[Cc]an|[Ww]ill)\b).)*{PRONOUN} (?:often |sometimes |rarely |usually |always |never )?(?:read|cut)\b",  # today, or yesterday
        r"\blearn(?:s|ed|ing)? (?:\w+ )?lessons?\b",
        r"\b(?:\w+s?|bought|took|found|chose|drew|wrote) [^,]* that [^,]* and \w+ (?:it|them)\b(?<!,)\.$",  # who loses "it"?
        r"\b(?:door|window|roof)s? of the\b",
        r"\boffer\w* (?:\w+ ){0,4}(?:gift|rose|tulip|flower|jewel|ring|doll|toy|ball|dress)",
        r"\b(?:some|eat|eats|ate|eating|drink|drank) (?:delicious|good|beautiful) (?:soup|bread|meat|rice|cheese|jam|honey|ham|chicken|chocolate)\b",
        r"\b(?:thinks?|says?|knows?) that (?:he|she|I|you|we|Paul|Marie) (?:sings?|breaks?|cuts?|brings?|buys?|dances?|opens?|sleeps?)(?! .*\bevery|.*\bin (?:the (?:morning|evening|afternoon)|winter|summer|spring)|.*\bon \w+days)\b",
        r"^(?:Why|Where|When|What) (?:do|does)\b",
        r"\bthat [^,.?]* (?:showed|gave|lent|sent|told|showing|giving|lending|sending) to (?:me|you|us|him|her|them)\b",
        r"\b(?:who|that) (?:ran|sang|danced|slept|swam|walked|laughed|cried|worked|played)\b(?! (?:the|a|an|with))",
        r"^(?!.*that).*\b(?:am|are|is) washing(?:\.| because| while|,)",  # the laundry?
        r"\bkeeping\b",
        r"\b(?:I|We|You|we|you) (?:say|do not say|said) that\b",
        r"\b(We|I|You) hope that (?i:\1)\b",
        r"\bpretty (?:boy|child|children|pupil)",
        r"\b(?:[Ss]tart|starts|started|starting|[Ff]inish|finished) (?:the|these|my|your|his|her|two|three|\w+) (?:books|lessons|exercises|games)",
        r"\bcut\w* (?:\w+ ){0,3}cheese\b",
        r"\b(?:[Tt]he|[Tt]his|[Tt]hese|'s|[Ee]very) (?:good|bad)\b",
        r"\bEvery [^,]*, (?:and|but) (?:he|she)\b",
        r"\bnever (?:went|came|saw|ate|bought|visited|\w+ed)\b",
        r"\b(?:writ|wrote|build|built|mak|made|prepar|draw|drew)\w* (?:an? |the |some |\w+ )?(?:old|dirty|broken)\b",
        r"\blate because it is late",
        r"\b(?:leaving|left|leaves?) (?:my|your|his|her|our|their) (?:kitchen|bedroom|bathroom|living|hall)",
        r"\b(?:my|your|his|her|our|their) (?:kitchens|bedrooms|bathrooms|living rooms|halls|houses)\b",
        r"\bbuy\w* (?:\w+ ){0,2}(?:message|story|stories|poem|letter|article)s?\b",
        r"\b(?:took|take|takes|taking|missed|misses|miss) the (?:\w+ )?(?:plane|train|bus|taxi|boat)s? that\b",
        r"\b(every (?:day|week|morning|evening|summer)|yesterday|tomorrow|today|on \w+day|next \w+|last \w+)\b.* (?:yesterday|tomorrow|today|on \w+day|next \w+|last \w+)\b",
        r"\b(?:can|cannot|must|wants? to|likes? to) (?:cry|dream|fall asleep)\b",
        r"^Now, .* not\b",
        r"\bborrow\w* (?:\w+ ){0,2}(?:phone|computer|camera|clock|lorry|newspaper|letter|message|poem|menu|hammer|axe)",
        r"\b(?:rabbit|hamster|hedgehog|mouse|squirrel|frog|monkey)s? (?:is |are |was )?walk",
        r"\bpink roses?\b",
        r"\b(?:my|your|his|her|our|their) (?:\w+ )?words?\b",
        r"\bcold lemonade\b|\blemonade is cold\b",
        r"\bclos\w+ (?!(?:\w+ )*(?:door|window)s?)[^,]* because \S+ (?:is|are|am) cold\b",
        r"\b(?:often|always|sometimes|rarely|usually) \w+ (?:two|three|four|five|six|ten|several|many)\b",
        r", but .*, but\b",
        r"\b(?:owl|duck|swan)s? (?:will |did not |does not |is |are |always |often )?s[aiu]ng",
        r"\b(?:do|does) not (?:have|wear) the\b",
        r"\bhopes? that (?:\w+ ){1,4}will (?:not )?(?:lose|break|forget|miss|cry|fall)\b",
        r"\b(?:[Ww]e hope that I|I hope that we)\b",
        r"\bstay\w* (?:in|at) (?!home).* because \S+ (?:is|are|am) sick\b",
        r"\b(?:this|my|your|our|his|her) sea\b",
        r"^When [^,]*, [^,]* (?:gives?|sends?|shows?|lends?|tells?|sells?|kiss(?:es)?|invites?)\b",
        r"\b(?:am|are|is) \w+ing\b[^.]*, and I followed\b",
        r"^\w+ (?:\w+ )?(?:found|answered|admired|lost|broke|saw) [^,]* that \w+ (?:am|are|is) \w+ing\b",
        r"\b(?:hotter|colder) than (?:my|your|his|her|our|their|[A-Z])",
        r"\b(?:am|are|is) (?:coming back|going home|arriving|getting up)(?: \w+)? (?:late|early)\b",
        r"\b(?:I am|[Ww]e are) sleeping\b",
        r"\b(?:going to|will) (?:lose|break|forget) [^,]*, and\b",
        r"^\w+ wins? [^,.]* that\b",
        r"\bwhile (?:\w+ ){1,4}(?:am|are|is) (?:coming|going|leaving|returning|entering)(?! for a walk| to bed)\b",
        r"\b(?:building|built|builds?) (?:an?|the|some) modern\b",
        r"^It is (?:not )?(?:my |your |his |her |our )?(?:\w+ )?(?:socks|shoes|boots|gloves)\b",
        r"\b(?:can|must|wants? to) hear\b",
        r"\bwe are [^,]*, and I am\b|\bI am [^,]*, and we are\b",
        r"\bwork\w* (?:well )?at work\b",
        r"\bnot (?:listening|listen) to (?:an?|any) (?!song|story)\w+",
        r"\b(\w+ \w+) (?:am|are|is) [^,]*while \1 (?:am|are|is)\b",
        r"(?i)^(I|you|we) (?:will )?\w+ (?:the|an?) \w+ that \1 ",
        r"\b(?:the|a) \w+ who is \w+ing [^,]* (?:crossed|ate|found|bought|lost|opened|closed)\b",
        r"\b(?:bird|owl|horse|wolf|bear|lion|tiger|whale)s? [^,]*sle\w+ at (?:home|the hotel)\b",
        r"^[^,]*\bnever\b[^,]*, but\b",
        r"\bwhile (?:\w+ ){1,4}(?:am|are|is) wearing\b",
        r"\bAm I little\b|\b(?:is|are) little\b",
        r"\b(?:giv|gave|offer|send|sent|[Bb]uy|bought|wr[io]t)\w* (?:\w+ ){0,3}menus?\b",
        r"\b(?:exercise|problem|lesson|word)s? that [^,]* (?:understand|explain)\w* to\b",
        r"\b(?:duck|swan|frog|whale)s? (?:swam|swims?|(?:is|are) swimming|will swim)(?: well| slowly| quickly)? (?:at|in) the swimming pool",
        r"^(?:Last|Next) month, .* (?:worked|jumped|closed|woke|slept|opened)\b(?<!worked)",
        r"^When [^,]*, .* (?:prefer|like|love|hate|know|has|have)s?\b (?!fun|to)",
        r"\b(?:wear|wears|wore|wearing) (?:two|three|four|five|six|ten|several|many)\b",
        r"\b(?:run|running) (?:in|under|behind|on|near|by) .* because \S+ (?:is|am|are) late\b",
        r"\b(\w+ing) (?:the|an?) \w+ that [^,]* \1\b",
        r"\b(?:the|an?) (\w+) \w+ing (?:the|an?) \w+ that the \1 ",
        r"\bnever \w+ an? ",
        r"^(?:Many|Several|Two|Three) [a-z-]+ (?:caught|wrote|bought|found) an? ",
        r"\bwill (\w+)\b[^,]* (?:and|but)[^,]* will \1\.",
    ],
)  # fmt: skip
def test_never_says_in_english(pairs, wrong):
    pattern = re.compile(wrong)
    assert not [pair.source for pair in pairs if pattern.search(pair.source)]


@pytest.mark.parametrize(
    "wrong",
    [
        r"\b(?:veu\w*|voul\w*|doi\w*|dev\w+|peu\w*|pouv\w*|vai?s?|va|vont|allons) bien\b",
        r"\b(?:vais|vas|va|allons|vont) vite\b",
        r"\bn'aim\w+ pas (?!\w+ (?:pas|jamais))\w+(?:er|ir|re) (?:de |d')(?!la |l')\w+",
        r"(?<!eaucoup )\bde (?:petits garçons|petites filles)\b",
        r"\b(?:du|de la|de l') (?:soupe|pain|viande|riz|fromage|miel) (?:délicieu\w+|bon\w*)\b",
        r"\b(?:le|la|ce|cette|les|ces|[LC]es?|La|Cette) (?:bon|bonne|bons|bonnes|mauvais|mauvaise|mauvaises) \w",
        r"\broses? roses?\b",
        r"entré\w* dans [^,]* (?:lentement|vite)\b",
    ],
)
def test_never_says_in_french(pairs, wrong):
    pattern = re.compile(wrong)
    assert not [pair.target for pair in pairs if pattern.search(pair.target)]


@pytest.mark.parametrize(
    ("made", "sensible"),
    [
        (clause("she", "write", object="a old letter"), False),
        (clause("she", "write", object="a interesting letter"), True),
        (clause("he", "leave", object="my kitchen"), False),
        (clause("he", "leave", object="the kitchen"), True),
        (clause("he", "start", object="the lessons"), False),
        (clause("he", "start", object="the lesson"), True),
        (clause("he", "read", object="two books", frequency="often"), False),
        (clause("he", "read", object="books", frequency="often"), True),
        (clause("he", "eat", object="a biscuit", negation="never"), False),
        (clause("he", "eat", object="biscuits", negation="never"), True),
        (clause("many boys", "catch", "past", object="a ball"), False),
        (clause("the boys", "catch", "past", object="a ball"), True),
        (clause("he", "wear", object="two coats"), False),
        (clause("he", "wear", object="a coat"), True),
        (clause("they", "wear", object="a coat"), False),
        (clause("they", "wear", object="coats"), True),
        (clause("he", "drive", object="many tractors"), False),
        (clause("he", "listen to", frequency="always", object="some musicians"), False),
        (clause("I", "sleep", "progressive"), False),
        (clause("he", "sleep", "progressive"), True),
        (clause("the fox", "chase", frequency="often", object="a squirrel"), False),
        (clause("the fox", "chase", frequency="often", object="squirrels"), True),
        (clause("he", "jump", "past", adverbials=(find_adverbial("last year", "time"),)), False),
        (clause("he", "travel", "past", adverbials=(find_adverbial("last year", "time"),)), True),
        (clause("he", "fall asleep", "past", adverbials=(find_adverbial("on Monday", "time"),)), False),
        (clause("he", "fall asleep", "past", adverbials=(find_adverbial("yesterday", "time"),)), True),
    ],
)
def test_knows_sense_from_nonsense(made, sensible):
    assert is_sensible(made) is sensible


@pytest.mark.parametrize(
    ("adjective", "noun", "determiner", "plural", "said"),
    [
        ("good", "film", "the", False, False), ("bad", "film", "this", False, False), ("good", "film", "a", False, True), ("good", "film", "my", False, True),
        ("good", "film", "two", True, True), ("little", "boy", "", True, False), ("little", "girl", "some", True, False), ("little", "boy", "the", True, True),
        ("delicious", "soup", "", False, False), ("delicious", "soup", "the", False, True), ("hot", "soup", "some", False, True), ("delicious", "cake", "", True, True),
    ],
)  # fmt: skip
def test_knows_which_adjective_goes_behind_a_determiner(adjective, noun, determiner, plural, said):
    assert suits(find_adjective(adjective), NOUNS[noun], determiner, plural) is said


@pytest.mark.parametrize(
    ("made", "source", "target"),
    [
        (clause("he", "sing", "want", manner="well"), "He wants to sing well.", "Il veut chanter bien."),
        (clause("we", "sing", "near future", manner="well"), "We are going to sing well.", "Nous allons chanter bien."),
        (clause("he", "enter", "past", object="the restaurant", manner="slowly"), "He entered the restaurant slowly.", "Il est entré lentement dans le restaurant."),
        (clause("you", "eat", "like", negation="not", object="a omelette"), "You do not like to eat an omelette.", "Tu n'aimes pas manger une omelette."),
        (clause("you", "eat", "want", negation="not", object="a omelette"), "You do not want to eat an omelette.", "Tu ne veux pas manger d'omelette."),
        (clause("he", "learn", "past", object="songs"), "He learned songs.", "Il a appris des chansons."),
        (clause("he", "learn", "past", object="French"), "He learned French.", "Il a appris le français."),
        (clause("he", "understand", object="the answers"), "He understands the answers.", "Il comprend les réponses."),
        (clause("he", "give", object="a gift", recipient="her"), "He gives her a gift.", "Il lui offre un cadeau."),
        (clause("he", "give", object="a dress", recipient="her"), "He gives her a dress.", "Il lui offre une robe."),
        (clause("he", "give", object="a book", recipient="her"), "He gives her a book.", "Il lui donne un livre."),
        (clause("he", "offer", object="tea", recipient="her"), "He offers her tea.", "Il lui offre du thé."),
    ],
)
def test_says_as_one_says(made, source, target):
    pair = say(made)
    assert (pair.source, pair.target) == (source, target)


@pytest.mark.parametrize(
    ("part", "whole", "source", "target"),
    [
        ("window", "kitchen", "the kitchen window", "la fenêtre de la cuisine"),
        ("door", "car", "the car door", "la porte de la voiture"),
        ("roof", "castle", "the castle roof", "le toit du château"),
    ],
)
def test_names_a_part_as_one_does(part, whole, source, target):
    made = NounPhrase(NOUNS[part], "the", content=NounPhrase(NOUNS[whole], "the"))
    pair = finish(say_nominal(made), ".")
    assert (pair.source.lower(), pair.target.lower()) == (source + ".", target + ".")


def test_has_one_french_verb_for_giving_each_thing():
    given = {verb.french: {noun for name in verb.objects for noun in nouns_of(name)} for verb in VERBS if verb.base == "give"}
    assert set(given) == {"donner", "offrir"}
    assert not given["donner"] & given["offrir"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("the apples", "the pears", True), ("hens", "the car", False), ("the apples", "two apples", False), ("the apples", "them", False)],
)
def test_sets_like_beside_like(first, second, expected):
    assert comparable(nominal(first), nominal(second)) is expected


def test_speaks_of_nobody_elses_things_in_a_later_clause():
    derivation = SentenceDerivation(Chooser(1))
    assert "his" in {derivation.possessive("") for _ in range(50)}
    derivation.spoken.append(clause("he", "sing"))
    assert {derivation.possessive("") for _ in range(50)} == {"my", "your", "our"}


def test_offers_only_food_and_drink():
    offered = {noun for verb in VERBS if verb.base == "offer" for name in verb.objects for noun in nouns_of(name)}
    assert all({"food", "drink"} & set(noun.classes) for noun in offered)


def test_puts_a_pronoun_before_what_a_relative_clause_is_about():
    made = phrase("the dog")
    made.relative = clause("I", "show", "progressive", recipient="you")
    made.relative.object = Gap(made.features)
    made.relative_role = "object"
    pair = say(clause("he", "see", object=made))
    assert (pair.source, pair.target) == ("He sees the dog that I am showing you.", "Il voit le chien que je te montre.")
