"""French verbs: present, past participle and future of every verb of the lexicon.

Persons are numbered as in a grammar book, from 0: je, tu, il/elle, nous, vous, ils/elles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

# infinitive: the six forms of the present, the past participle, the stem of the future.
IRREGULAR_VERBS = {
    "aller": "vais vas va allons allez vont | allé | ir",
    "apprendre": "apprends apprends apprend apprenons apprenez apprennent | appris | apprendr",
    "avoir": "ai as a avons avez ont | eu | aur",
    "boire": "bois bois boit buvons buvez boivent | bu | boir",
    "comprendre": "comprends comprends comprend comprenons comprenez comprennent | compris | comprendr",
    "conduire": "conduis conduis conduit conduisons conduisez conduisent | conduit | conduir",
    "connaître": "connais connais connaît connaissons connaissez connaissent | connu | connaîtr",
    "construire": "construis construis construit construisons construisez construisent | construit | construir",
    "courir": "cours cours court courons courez courent | couru | courr",
    "cueillir": "cueille cueilles cueille cueillons cueillez cueillent | cueilli | cueiller",
    "décrire": "décris décris décrit décrivons décrivez décrivent | décrit | décrir",
    "devoir": "dois dois doit devons devez doivent | dû | devr",
    "dire": "dis dis dit disons dites disent | dit | dir",
    "dormir": "dors dors dort dormons dormez dorment | dormi | dormir",
    "écrire": "écris écris écrit écrivons écrivez écrivent | écrit | écrir",
    "endormir": "endors endors endort endormons endormez endorment | endormi | endormir",
    "envoyer": "envoie envoies envoie envoyons envoyez envoient | envoyé | enverr",
    "être": "suis es est sommes êtes sont | été | ser",
    "faire": "fais fais fait faisons faites font | fait | fer",
    "lire": "lis lis lit lisons lisez lisent | lu | lir",
    "offrir": "offre offres offre offrons offrez offrent | offert | offrir",
    "ouvrir": "ouvre ouvres ouvre ouvrons ouvrez ouvrent | ouvert | ouvrir",
    "partir": "pars pars part partons partez partent | parti | partir",
    "peindre": "peins peins peint peignons peignez peignent | peint | peindr",
    "poursuivre": "poursuis poursuis poursuit poursuivons poursuivez poursuivent | poursuivi | poursuivr",
    "pouvoir": "peux peux peut pouvons pouvez peuvent | pu | pourr",
    "prendre": "prends prends prend prenons prenez prennent | pris | prendr",
    "revenir": "reviens reviens revient revenons revenez reviennent | revenu | reviendr",
    "rire": "ris ris rit rions riez rient | ri | rir",
    "savoir": "sais sais sait savons savez savent | su | saur",
    "sortir": "sors sors sort sortons sortez sortent | sorti | sortir",
    "sourire": "souris souris sourit sourions souriez sourient | souri | sourir",
    "suivre": "suis suis suit suivons suivez suivent | suivi | suivr",
    "venir": "viens viens vient venons venez viennent | venu | viendr",
    "voir": "vois vois voit voyons voyez voient | vu | verr",
    "vouloir": "veux veux veut voulons voulez veulent | voulu | voudr",
}

# Intransitive verbs of motion and change that take être; reflexive verbs do too, whatever the verb.
ETRE_VERBS = frozenset(
    ["aller", "arriver", "devenir", "entrer", "monter", "descendre", "mourir", "naître", "partir", "passer", "rentrer", "rester", "retourner", "revenir", "sortir", "tomber", "venir"]
)
IRREGULAR_ORDERS = {"avoir": "aie", "être": "sois", "savoir": "sache", "vouloir": "veuille"}
FUTURE_ENDINGS = ("ai", "as", "a", "ons", "ez", "ont")


@dataclass(frozen=True, slots=True)
class Conjugation:
    """The forms of one verb.

    Attributes:
        infinitive: the verb's name.
        present: six forms.
        participle: the past participle, masculine singular.
        future: six forms.
        imperative: what one tells tu to do.
        auxiliary: "avoir" or "être" in the passé composé, when the verb is not reflexive.
    """

    infinitive: str
    present: tuple[str, ...]
    participle: str
    future: tuple[str, ...]
    imperative: str
    auxiliary: str


@cache
def conjugate(infinitive: str) -> Conjugation:
    """Conjugate a verb of the lexicon.

    Raises:
        ValueError: the verb is neither in the table of irregular verbs nor in -er, -ir (like finir) or -re (like vendre).
    """
    if infinitive in IRREGULAR_VERBS:
        present_text, participle, future_stem = (part.strip() for part in IRREGULAR_VERBS[infinitive].split("|"))
        present = tuple(present_text.split())
    elif infinitive.endswith("er"):
        present, participle, future_stem = first_group(infinitive)
    elif infinitive.endswith("ir") and not infinitive.endswith("oir"):
        stem = infinitive[:-2]
        present = tuple(stem + ending for ending in ("is", "is", "it", "issons", "issez", "issent"))
        participle, future_stem = stem + "i", infinitive
    elif infinitive.endswith("re"):
        stem = infinitive[:-2]
        third = stem if stem[-1] in "dt" else stem + "t"
        present = (stem + "s", stem + "s", third, stem + "ons", stem + "ez", stem + "ent")
        participle, future_stem = stem + "u", infinitive[:-1]
    else:
        raise ValueError(f"cannot conjugate {infinitive!r}: add it to IRREGULAR_VERBS in conjugation.py")
    future = tuple(future_stem + ending for ending in FUTURE_ENDINGS)
    # A form in -es drops its s ("mange", "ouvre"), and so does "vas".
    imperative = present[1][:-1] if present[1].endswith(("es", "as")) else present[1]
    imperative = IRREGULAR_ORDERS.get(infinitive, imperative)
    return Conjugation(infinitive, present, participle, future, imperative, "être" if infinitive in ETRE_VERBS else "avoir")


def first_group(infinitive: str) -> tuple[tuple[str, ...], str, str]:
    """Present, participle and future stem of a verb in -er, with the spelling changes of manger, commencer, acheter, ..."""
    stem = infinitive[:-2]
    strong = strong_stem(stem)
    before_o = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = (strong + "e", strong + "es", strong + "e", before_o + "ons", stem + "ez", strong + "ent")
    # The future follows the strong stem (achètera, appellera, nettoiera), save in é...er (préférera).
    future_stem = infinitive if "é" in stem[-3:] and strong != stem else strong + "er"
    return present, stem + "é", future_stem


def strong_stem(stem: str) -> str:
    """The stem before a silent ending: achèt-, appell-, jett-, préfèr-, nettoi-."""
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    if stem in ("appel", "rappel", "jet"):
        return stem + stem[-1]
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouéy":
        return stem[:-2] + "è" + stem[-1]
    if stem.endswith("éch"):  # pécher, sécher
        return stem[:-3] + "èch"
    return stem
