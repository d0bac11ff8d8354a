"""Adjectives: English, French, place, and the classes of nouns that they describe.

French forms: masculine, then, where no rule gives it, "/feminine" and "/masculine before a vowel"; "_" stands for a space.
Place: "before" or "after" the noun, "state" for what is only said with "to be" ("the boy is tired"), "avoir" for what one
has in French ("avoir faim"). A "=" behind the place: the adjective does not agree ("orange", "en bois").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..morphology import french_feminine, french_plural
from .nouns import Noun

# Opinion, size, age, colour, ...: the order of English adjectives, kept by the order of this table.
TABLE = """
beautiful     beau/belle/bel             before      animal building clothes plant place jewellery landscape picture horse noble picture
pretty        joli                       before      girl flower clothes dwelling village jewellery pet heard picture lamp kitchen bedroom
kind          gentil/gentille            before      person kin pet
good          bon/bonne                  before      dish job readable food close restaurant hotel student watched idea
bad           mauvais                    before      idea watched match film student actor answer restaurant
big           gros/grosse                before      animal vehicle box cake bag suitcase fruit vegetable pebble
large         grand                      before      building room tree place landscape window door wall mirror basket furniture
small         petit                      before      animal building room object vehicle plant tree clothes place box furniture
little        petit                      before      child kin_child infant pet bird mouse fox village
new           nouveau/nouvelle/nouvel    before      clothes object vehicle job furniture readable student pupil close building film game
old           vieux/vieille/vieil        before      adult_any animal building vehicle clothes furniture object readable tree film bridge village tower harbour
young         jeune                      before      adult_any farm_animal singer lion elephant
interesting   intéressant                after       readable film watched museum idea question lesson
boring        ennuyeux                   after       readable film lesson match
funny         drôle                      after       story film book hat monkey told actor
famous        célèbre                    after       famed castle museum writer book restaurant song painting noble
expensive     cher/chère                 after       clothes jewellery vehicle restaurant hotel machine furniture
difficult     difficile                  after       explained asked exercise language
easy          facile                     after       explained asked recipe
delicious     délicieux                  after       dish fruit foodstuff sweet
fresh         frais/fraîche              after       vegetable egg milk
hot           chaud                      after       hot_drink soup milk
cold          froid                      after       hot_drink milk soup water
soft          doux/douce                 after       pillow blanket scarf
heavy         lourd                      after       suitcase box bag furniture hammer basket
light         léger/légère               after       bag suitcase jacket dress
empty         vide                       after       container bottle glass cup plate box room
dirty         sale                       after       clothes kitchenware vehicle room dog pig window
clean         propre                     after       clothes kitchenware room window bed
broken        cassé                      after       machine fragile toy chair
long          long/longue                after       dress skirt scarf
round         rond                       after       table mirror pebble box
wooden        en_bois                    after=      table chair box spoon toy door bridge ladder
dangerous     dangereux                  after       lion tiger bear wolf street hammer
noisy         bruyant                    after       street child hammer motorbike neighbour restaurant
quiet         tranquille                 after       street village beach place hotel
modern        moderne                    after       building furniture kitchen
nice          sympathique                after       close teacher waiter waitress neighbour
polite        poli                       after       child waiter waitress customer pupil
intelligent   intelligent                after       child dog monkey student pupil
clever        malin/maligne              after       fox cat mouse monkey
hard-working  travailleur                after       job student pupil
lazy          paresseux                  after       cat dog student pupil
shy           timide                     after       child student
curious       curieux                    after       child animal tourist
brave         courageux                  after       person noble firefighter hero heroine
strong        fort                       after       horse bear elephant firefighter sailor
fast          rapide                     after       vehicle horse
slow          lent                       after       turtle bus train computer
red           rouge                      after       coloured rose apple tulip
blue          bleu                       after       coloured
green         vert                       after       coloured apple leaf frog
yellow        jaune                      after       coloured tulip rose leaf
white         blanc/blanche              after       coloured horse cat rabbit wall mouse swan rose goat
black         noir                       after       coloured cat dog horse
grey          gris                       after       coloured cat wolf mouse donkey cloud
brown         marron                     after=      clothes_coloured bag shoe
pink          rose                       after       clothes_coloured pig tulip
purple        violet/violette            after       clothes_coloured flower
orange        orange                     after=      clothes_coloured flower cat
ripe          mûr                        after       fruit tomato
Italian       italien                    after       restaurant actor singer dish film song
French        français                   after       restaurant actor writer film cheese song
English       anglais                    after       tourist writer actor book
Spanish       espagnol                   after       guitar singer dancer song
Japanese      japonais                   after       restaurant tourist film engineer
tired         fatigué                    state       person name kin pet farm_animal infant
happy         heureux                    state       person name kin pet infant
sad           triste                     state       person name kin
sick          malade                     state       person name kin pet farm_animal infant
busy          occupé                     state       adult kin name
ready         prêt                       state       person name kin
late          en_retard                  state=      person name kin transport
angry         en_colère                  state=      person name kin
worried       inquiet/inquiète           state       person name kin
surprised     surpris                    state       person name kin
jealous       jaloux/jalouse             state       child name kin
proud         fier                       state       kin name adult
alone         seul                       state       person name kin
awake         réveillé                   state       infant child name kin
pleased       content                    state       person name kin
hungry        faim                       avoir       person name kin animal infant
thirsty       soif                       avoir       person name kin animal infant
cold          froid                      avoir       person name kin pet infant
hot           chaud                      avoir       person name kin
afraid        peur                       avoir       person name kin animal
right         raison                     avoir       person name kin
wrong         tort                       avoir       person name kin
sleepy        sommeil                    avoir       person name kin pet infant
open          ouvert                     state       door window shop bakery library museum market restaurant
closed        fermé                      state       door window shop bakery library museum market restaurant box suitcase
"""

WIDER = {
    "famed": "singer actor actress writer painter musician chef dancer",
    "adult_any": "man woman friend neighbour teacher lady doctor king queen baker farmer writer painter musician sailor gardener actor actress",
    "kin_child": "brother sister son cousin",
    "coloured": "clothes bag box car bicycle boat lamp cup plate ball pen pencil umbrella notebook suitcase bus flower chair sofa door wall bird",
    "clothes_coloured": "clothes",
}


PLAIN = frozenset(["red", "blue", "green", "yellow", "white", "black", "grey", "brown", "pink", "purple", "orange", "Italian", "French", "English", "Spanish", "Japanese", "wooden"])


@dataclass(frozen=True, slots=True, eq=False)
class Adjective:
    """An adjective of the lexicon.

    Attributes:
        english: the English form.
        masculine, feminine, masculine_plural, feminine_plural: the French forms.
        before_vowel: the masculine singular before a vowel sound ("bel"), "" where it does not change.
        place: "before", "after", "state", "avoir", or "fixed_state" (see the top of the file).
        comparative: the English comparative ("bigger", "more expensive"), "" for what is not compared.
        describes: classes and names of the nouns that it may go with.
        rank: the order among English adjectives: smaller comes first.
    """

    english: str
    masculine: str
    feminine: str
    masculine_plural: str
    feminine_plural: str
    before_vowel: str
    place: str
    comparative: str
    describes: frozenset[str]
    rank: int

    @property
    def is_plain(self) -> bool:
        """Whether it tells a colour, an origin or a material, and so may follow another adjective."""
        return self.english in PLAIN

    def form(self, feminine: bool, plural: bool) -> str:
        """The French form for a gender and a number."""
        if feminine:
            return self.feminine_plural if plural else self.feminine
        return self.masculine_plural if plural else self.masculine


# Said of the noun only, never with "to be": "nouveau" would have to become "neuf" there, and "am I little?" is not asked.
ATTRIBUTIVE_ONLY = frozenset(("new", "wooden", "little"))


# What is compared in everyday life.
COMPARATIVES = {
    "kind": "kinder", "good": "better", "big": "bigger", "large": "larger", "small": "smaller", "old": "older", "young": "younger",
    "pretty": "prettier", "long": "longer", "heavy": "heavier", "light": "lighter", "fast": "faster", "slow": "slower", "strong": "stronger",
    "noisy": "noisier", "quiet": "quieter", "funny": "funnier", "lazy": "lazier", "easy": "easier", "soft": "softer", "hot": "hotter", "cold": "colder",
    "happy": "happier", "beautiful": "more beautiful", "interesting": "more interesting", "boring": "more boring", "famous": "more famous",
    "expensive": "more expensive", "difficult": "more difficult", "dangerous": "more dangerous", "modern": "more modern",
    "intelligent": "more intelligent", "polite": "more polite", "curious": "more curious", "brave": "braver", "tired": "more tired",
}  # fmt: skip


def read_adjectives(table: str) -> list[Adjective]:
    """Read rows of four columns parted by two or more spaces.

    Raises:
        ValueError: a row does not have four columns, or its place is unknown.
    """
    adjectives = []
    for rank, line in enumerate(table.strip().splitlines()):
        columns = re.split(r"\s{2,}", line.strip())
        if len(columns) != 4 or columns[2].rstrip("=") not in ("before", "after", "state", "avoir"):
            raise ValueError(f"write the adjective {line!r} as: english  french  place  classes")
        source, target, place, described = columns
        masculine, feminine, before_vowel = ([*target.replace("_", " ").split("/"), "", ""])[:3]
        if place.endswith("=") or place == "avoir":
            forms = (masculine,) * 4
        else:
            feminine = feminine or french_feminine(masculine)
            forms = (masculine, feminine, french_plural(masculine), french_plural(feminine))
        classes = frozenset(word for name in described.split() for word in WIDER.get(name, name).split())
        adjectives.append(Adjective(source, *forms, before_vowel, place.rstrip("="), COMPARATIVES.get(source, ""), classes, rank))
    return adjectives


ADJECTIVES: list[Adjective] = read_adjectives(TABLE)


@cache
def adjectives_for(noun: Noun, place: str) -> tuple[Adjective, ...]:
    """The adjectives of a place that may describe a noun: "before", "after", or "predicate" (said with "to be")."""
    found = []
    for adjective in ADJECTIVES:
        said_here = adjective.english not in ATTRIBUTIVE_ONLY if place == "predicate" else adjective.place == place
        if said_here and (noun.english in adjective.describes or not adjective.describes.isdisjoint(noun.classes)):
            found.append(adjective)
    return tuple(found)


def find_adjective(english: str, place: str = "") -> Adjective:
    """The first adjective of that English form (and of that place, if one is given).

    Raises:
        ValueError: there is none.
    """
    for adjective in ADJECTIVES:
        if adjective.english == english and place in ("", adjective.place):
            return adjective
    raise ValueError(f"no adjective {english!r} {place}: name one of lexicon/adjectives.py")
