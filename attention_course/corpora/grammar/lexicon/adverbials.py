"""Adverbs and fixed expressions of place and time, with their word alignments.

French is given before elision and contraction ("à le marché"), so that the links are those of the words. Links are written
"source-target"; "=" stands for one to one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..words import Phrase, aligned


@dataclass(frozen=True, slots=True, eq=False)
class Adverbial:
    """An adverb or a fixed expression.

    Attributes:
        english, french: the two texts, French before elision and contraction.
        links: alignment as in "0-0 1-1".
        classes: for a place, the activities that go on there; for a time, the tenses that it goes with.
    """

    english: str
    french: str
    links: str
    classes: frozenset[str]

    def words(self) -> Phrase:
        """Fresh words on both sides."""
        return aligned(self.english, self.french, self.links)


# Kinds of place: home, room, cooking, eating, sleeping, study, work, shop, public, culture, stage, city, country, living,
# outdoors, walking, beach, water, wild, stop, finding, seeing. A goal ("goes to ...") and a place share the kinds, not the rows.
PLACES = """
at home                 à la maison             0-0 1-1 1-2     home sleeping eating
in the kitchen          dans la cuisine         =               cooking eating room finding
in the bedroom          dans la chambre         =               sleeping room finding
in the living room      dans le salon           0-0 1-1 2-2 3-2  room eating
in the bathroom         dans la salle de bains  0-0 1-1 2-2 2-3 2-4     washing
in the garden           dans le jardin          =               outdoors eating finding seeing walking
in the park             dans le parc            =               outdoors walking finding seeing
in the street           dans la rue             =               outdoors finding seeing
in the forest           dans la forêt           =               walking finding seeing
in the fields           dans les champs         =               walking seeing
in the village          dans le village         =               living walking seeing
in the countryside      à la campagne           =               living walking
in the mountains        à la montagne           =               living
on the beach            sur la plage            =               outdoors beach walking sleeping finding
by the sea              à le bord de la mer     0-0 0-1 0-2 0-3 1-4 2-5     walking living
by the river            à le bord de la rivière  0-0 0-1 0-2 0-3 1-4 2-5     walking
at school               à le école              0-0 1-1 1-2     study
at the library          à la bibliothèque       =               study
at the university       à la université         =               study
at work                 à le travail            0-0 1-1 1-2     work
at the office           à le bureau             =               work
at the hospital         à le hôpital            =               work
at the factory          à la usine              =               work
on the farm             à la ferme              =               work living
at the market           à le marché             =               shop public
at the bakery           à la boulangerie        =               public
at the station          à la gare               =               public stop
at the airport          à le aéroport           =               public
at the restaurant       à le restaurant         =               eating public
at the hotel            à le hôtel              =               sleeping living
at the theatre          à le théâtre            =               culture stage
at the cinema           à le cinéma             =               culture
at the museum           à le musée              =               culture
at the stadium          à le stade              =               culture
at the zoo              à le zoo                =               seeing
at the swimming pool    à la piscine            0-0 1-1 2-2 3-2  water
in the lake             dans le lac             =               water wild
in the sea              dans la mer             =               water
in the river            dans la rivière         =               water wild
in town                 en ville                =               city shop public living
in Paris                à Paris                 =               city living
in London               à Londres               =               city living
in Rome                 à Rome                  =               city living
in France               en France               =               living country
in Italy                en Italie               =               living country
in Spain                en Espagne              =               living country
in Japan                à le Japon              0-0 1-1 1-2           living country
in Canada               à le Canada             0-0 1-1 1-2           living country
in Portugal             à le Portugal           0-0 1-1 1-2           living country
here                    ici                     =               living work
in front of the house   devant la maison        0-0 1-0 2-0 3-1 4-2     outdoors stop
behind the house        derrière la maison      =               outdoors
in front of the school  devant la école         0-0 1-0 2-0 3-1 4-2     stop public
under the tree          sous le arbre           =               outdoors
near the bridge         près de le pont         0-0 0-1 1-2 2-3  stop walking seeing
"""

GOALS = """
to the market           à le marché             =               shop public
to the bakery           à la boulangerie        =               shop
to the library          à la bibliothèque       =               study
to school               à le école              0-0 1-1 1-2     study
to the university       à la université         =               study
to work                 à le travail            0-0 1-1 1-2     work
to the office           à le bureau             =               work
to the hospital         à le hôpital            =               work
to the station          à la gare               =               public
to the airport          à le aéroport           =               public
to the restaurant       à le restaurant         =               public
to the park             à le parc               =               outdoors
to the beach            à la plage              =               outdoors
to the stadium          à le stade              =               outdoors
to the zoo              à le zoo                =               outdoors
to the farm             à la ferme              =               outdoors
to the cinema           à le cinéma             =               culture
to the theatre          à le théâtre            =               culture
to the museum           à le musée              =               culture
to the swimming pool    à la piscine            0-0 1-1 2-2 3-2  water
to Paris                à Paris                 =               city
to London               à Londres               =               city
to France               en France               =               city
to Italy                en Italie               =               city
to Japan                à le Japon              0-0 1-1 1-2           city
to Canada               à le Canada             0-0 1-1 1-2           city
"""

# Tenses: past, future, now (the progressive), habit (the simple present). "front": may also open the sentence.
TIMES = """
yesterday               hier                    =                       past front
yesterday evening       hier soir               =                       past front
last week               la semaine dernière     0-2 1-1 1-0             past front
last month              le mois dernier         0-2 1-1 1-0             past front
last year               la année dernière       0-2 1-1 1-0             past
last summer             le été dernier          0-2 1-1 1-0             past
two days ago            il y a deux jours       0-3 1-4 2-0 2-1 2-2     past front
this morning            ce matin                =                       past front
today                   aujourd'hui             =                       past future now front
tonight                 ce soir                 0-0 0-1                 future front
tomorrow                demain                  =                       future front
tomorrow morning        demain matin            =                       future front
next week               la semaine prochaine    0-2 1-1 1-0             future front
next month              le mois prochain        0-2 1-1 1-0             future
this evening            ce soir                 =                       future
this weekend            ce week-end             =                       future front
on Monday               lundi                   0-0 1-0                 past future
on Tuesday              mardi                   0-0 1-0                 future
on Saturday             samedi                  0-0 1-0                 past future
on Sunday               dimanche                0-0 1-0                 future
now                     maintenant              =                       now front
every day               tous les jours          0-0 0-1 1-2             habit
every week              toutes les semaines     0-0 0-1 1-2             habit
every morning           tous les matins         0-0 0-1 1-2             habit front
every evening           tous les soirs          0-0 0-1 1-2             habit
every summer            tous les étés           0-0 0-1 1-2             habit front
in the morning          le matin                0-0 1-0 2-1             habit
in the evening          le soir                 0-0 1-0 2-1             habit
in the afternoon        le après-midi           0-0 1-0 2-1             habit
in summer               en été                  =                       habit front
in winter               en hiver                =                       habit front
in spring               à le printemps          0-0 0-1 1-2             habit front
on Mondays              le lundi                0-0 1-1                 habit
on Fridays              le vendredi             0-0 1-1                 habit
on Sundays              le dimanche             0-0 1-1                 habit front
after dinner            après le dîner          0-0 1-1 1-2             past habit future
before lunch            avant le déjeuner       0-0 1-1 1-2             past habit future
"""

# Behind the finite verb in French, before the verb in English.
FREQUENCY = """
often                   souvent                 =       often negated question
always                  toujours                =       often negated question
sometimes               parfois                 =       often
rarely                  rarement                =       often
usually                 généralement            =       often
"""

# At the end of the clause in English; in French behind the finite verb if "middle", and if "short" only
# where the verb has an object or is reflexive; else at the end, or before a full object.
MANNER = """
well                    bien                    =       well middle
quickly                 vite                    =       quickly manner short
slowly                  lentement               =       manner
early                   tôt                     =       early
late                    tard                    =       early
"""


def read_adverbials(table: str) -> list[Adverbial]:
    """Read rows of four columns parted by two or more spaces.

    Raises:
        ValueError: a row does not have four columns, or "=" stands where the two sides differ in length.
    """
    adverbials = []
    for line in table.strip().splitlines():
        columns = re.split(r"\s{2,}", line.strip())
        if len(columns) != 4:
            raise ValueError(f"write the adverbial {line!r} as: english  french  links  classes")
        source, target, links, classes = columns
        if links == "=":
            length = len(source.split())
            if length != len(target.split()):
                raise ValueError(f"{source!r} and {target!r} differ in length: write their links out")
            links = " ".join(f"{at}-{at}" for at in range(length))
        adverbials.append(Adverbial(source, target, links, frozenset(classes.split())))
    return adverbials


TABLES = {name: read_adverbials(table) for name, table in dict(place=PLACES, goal=GOALS, time=TIMES, frequency=FREQUENCY, manner=MANNER).items()}


@cache
def adverbials(table: str, kinds: tuple[str, ...]) -> tuple[Adverbial, ...]:
    """The rows of a table ("place", "goal", "time", "frequency", "manner") that have one of the kinds."""
    return tuple(row for row in TABLES[table] if not row.classes.isdisjoint(kinds))


def find_adverbial(english: str, table: str) -> Adverbial:
    """The row of a table with that English text.

    Raises:
        ValueError: there is none.
    """
    for row in TABLES[table]:
        if row.english == english:
            return row
    raise ValueError(f"no {table} {english!r}: name one of lexicon/adverbials.py")
