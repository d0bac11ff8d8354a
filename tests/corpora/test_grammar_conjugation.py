"""Every verb of the lexicon, form by form, as a grammar book gives them."""

from __future__ import annotations

import pytest

from attention_course.corpora.grammar.clauses import FRENCH_MODALS
from attention_course.corpora.grammar.conjugation import conjugate
from attention_course.corpora.grammar.english_verbs import INFINITIVE_TENSES
from attention_course.corpora.grammar.lexicon import VERBS
from attention_course.corpora.grammar.lexicon.verbs import CONTENT_VERBS

# infinitive | present | past participle | future, third person | imperative, tu | auxiliary
TABLE = """
aboyer | aboie aboies aboie aboyons aboyez aboient | aboyé | aboiera | aboie | avoir
acheter | achète achètes achète achetons achetez achètent | acheté | achètera | achète | avoir
admirer | admire admires admire admirons admirez admirent | admiré | admirera | admire | avoir
adorer | adore adores adore adorons adorez adorent | adoré | adorera | adore | avoir
aider | aide aides aide aidons aidez aident | aidé | aidera | aide | avoir
aimer | aime aimes aime aimons aimez aiment | aimé | aimera | aime | avoir
aller | vais vas va allons allez vont | allé | ira | va | être
amuser | amuse amuses amuse amusons amusez amusent | amusé | amusera | amuse | avoir
appeler | appelle appelles appelle appelons appelez appellent | appelé | appellera | appelle | avoir
apporter | apporte apportes apporte apportons apportez apportent | apporté | apportera | apporte | avoir
apprendre | apprends apprends apprend apprenons apprenez apprennent | appris | apprendra | apprends | avoir
arriver | arrive arrives arrive arrivons arrivez arrivent | arrivé | arrivera | arrive | être
arroser | arrose arroses arrose arrosons arrosez arrosent | arrosé | arrosera | arrose | avoir
arrêter | arrête arrêtes arrête arrêtons arrêtez arrêtent | arrêté | arrêtera | arrête | avoir
attendre | attends attends attend attendons attendez attendent | attendu | attendra | attends | avoir
attraper | attrape attrapes attrape attrapons attrapez attrapent | attrapé | attrapera | attrape | avoir
avoir | ai as a avons avez ont | eu | aura | aie | avoir
boire | bois bois boit buvons buvez boivent | bu | boira | bois | avoir
briller | brille brilles brille brillons brillez brillent | brillé | brillera | brille | avoir
cacher | cache caches cache cachons cachez cachent | caché | cachera | cache | avoir
casser | casse casses casse cassons cassez cassent | cassé | cassera | casse | avoir
chanter | chante chantes chante chantons chantez chantent | chanté | chantera | chante | avoir
chercher | cherche cherches cherche cherchons cherchez cherchent | cherché | cherchera | cherche | avoir
choisir | choisis choisis choisit choisissons choisissez choisissent | choisi | choisira | choisis | avoir
commencer | commence commences commence commençons commencez commencent | commencé | commencera | commence | avoir
comprendre | comprends comprends comprend comprenons comprenez comprennent | compris | comprendra | comprends | avoir
conduire | conduis conduis conduit conduisons conduisez conduisent | conduit | conduira | conduis | avoir
connaître | connais connais connaît connaissons connaissez connaissent | connu | connaîtra | connais | avoir
construire | construis construis construit construisons construisez construisent | construit | construira | construis | avoir
coucher | couche couches couche couchons couchez couchent | couché | couchera | couche | avoir
couper | coupe coupes coupe coupons coupez coupent | coupé | coupera | coupe | avoir
courir | cours cours court courons courez courent | couru | courra | cours | avoir
crier | crie cries crie crions criez crient | crié | criera | crie | avoir
cueillir | cueille cueilles cueille cueillons cueillez cueillent | cueilli | cueillera | cueille | avoir
cuisiner | cuisine cuisines cuisine cuisinons cuisinez cuisinent | cuisiné | cuisinera | cuisine | avoir
danser | danse danses danse dansons dansez dansent | dansé | dansera | danse | avoir
dessiner | dessine dessines dessine dessinons dessinez dessinent | dessiné | dessinera | dessine | avoir
devoir | dois dois doit devons devez doivent | dû | devra | dois | avoir
dire | dis dis dit disons dites disent | dit | dira | dis | avoir
donner | donne donnes donne donnons donnez donnent | donné | donnera | donne | avoir
dormir | dors dors dort dormons dormez dorment | dormi | dormira | dors | avoir
décrire | décris décris décrit décrivons décrivez décrivent | décrit | décrira | décris | avoir
dépêcher | dépêche dépêches dépêche dépêchons dépêchez dépêchent | dépêché | dépêchera | dépêche | avoir
détester | déteste détestes déteste détestons détestez détestent | détesté | détestera | déteste | avoir
embrasser | embrasse embrasses embrasse embrassons embrassez embrassent | embrassé | embrassera | embrasse | avoir
emprunter | emprunte empruntes emprunte empruntons empruntez empruntent | emprunté | empruntera | emprunte | avoir
endormir | endors endors endort endormons endormez endorment | endormi | endormira | endors | avoir
entendre | entends entends entend entendons entendez entendent | entendu | entendra | entends | avoir
entrer | entre entres entre entrons entrez entrent | entré | entrera | entre | être
envoyer | envoie envoies envoie envoyons envoyez envoient | envoyé | enverra | envoie | avoir
espérer | espère espères espère espérons espérez espèrent | espéré | espérera | espère | avoir
expliquer | explique expliques explique expliquons expliquez expliquent | expliqué | expliquera | explique | avoir
faire | fais fais fait faisons faites font | fait | fera | fais | avoir
fermer | ferme fermes ferme fermons fermez ferment | fermé | fermera | ferme | avoir
finir | finis finis finit finissons finissez finissent | fini | finira | finis | avoir
fonctionner | fonctionne fonctionnes fonctionne fonctionnons fonctionnez fonctionnent | fonctionné | fonctionnera | fonctionne | avoir
gagner | gagne gagnes gagne gagnons gagnez gagnent | gagné | gagnera | gagne | avoir
garder | garde gardes garde gardons gardez gardent | gardé | gardera | garde | avoir
habiller | habille habilles habille habillons habillez habillent | habillé | habillera | habille | avoir
habiter | habite habites habite habitons habitez habitent | habité | habitera | habite | avoir
inviter | invite invites invite invitons invitez invitent | invité | invitera | invite | avoir
jouer | joue joues joue jouons jouez jouent | joué | jouera | joue | avoir
lancer | lance lances lance lançons lancez lancent | lancé | lancera | lance | avoir
laver | lave laves lave lavons lavez lavent | lavé | lavera | lave | avoir
lever | lève lèves lève levons levez lèvent | levé | lèvera | lève | avoir
lire | lis lis lit lisons lisez lisent | lu | lira | lis | avoir
manger | mange manges mange mangeons mangez mangent | mangé | mangera | mange | avoir
marcher | marche marches marche marchons marchez marchent | marché | marchera | marche | avoir
montrer | montre montres montre montrons montrez montrent | montré | montrera | montre | avoir
nager | nage nages nage nageons nagez nagent | nagé | nagera | nage | avoir
nettoyer | nettoie nettoies nettoie nettoyons nettoyez nettoient | nettoyé | nettoiera | nettoie | avoir
nourrir | nourris nourris nourrit nourrissons nourrissez nourrissent | nourri | nourrira | nourris | avoir
obéir | obéis obéis obéit obéissons obéissez obéissent | obéi | obéira | obéis | avoir
offrir | offre offres offre offrons offrez offrent | offert | offrira | offre | avoir
oublier | oublie oublies oublie oublions oubliez oublient | oublié | oubliera | oublie | avoir
ouvrir | ouvre ouvres ouvre ouvrons ouvrez ouvrent | ouvert | ouvrira | ouvre | avoir
parler | parle parles parle parlons parlez parlent | parlé | parlera | parle | avoir
partir | pars pars part partons partez partent | parti | partira | pars | être
peindre | peins peins peint peignons peignez peignent | peint | peindra | peins | avoir
penser | pense penses pense pensons pensez pensent | pensé | pensera | pense | avoir
perdre | perds perds perd perdons perdez perdent | perdu | perdra | perds | avoir
pleurer | pleure pleures pleure pleurons pleurez pleurent | pleuré | pleurera | pleure | avoir
porter | porte portes porte portons portez portent | porté | portera | porte | avoir
poursuivre | poursuis poursuis poursuit poursuivons poursuivez poursuivent | poursuivi | poursuivra | poursuis | avoir
pousser | pousse pousses pousse poussons poussez poussent | poussé | poussera | pousse | avoir
pouvoir | peux peux peut pouvons pouvez peuvent | pu | pourra | peux | avoir
prendre | prends prends prend prenons prenez prennent | pris | prendra | prends | avoir
promener | promène promènes promène promenons promenez promènent | promené | promènera | promène | avoir
préférer | préfère préfères préfère préférons préférez préfèrent | préféré | préférera | préfère | avoir
préparer | prépare prépares prépare préparons préparez préparent | préparé | préparera | prépare | avoir
prêter | prête prêtes prête prêtons prêtez prêtent | prêté | prêtera | prête | avoir
quitter | quitte quittes quitte quittons quittez quittent | quitté | quittera | quitte | avoir
raconter | raconte racontes raconte racontons racontez racontent | raconté | racontera | raconte | avoir
rater | rate rates rate ratons ratez ratent | raté | ratera | rate | avoir
regarder | regarde regardes regarde regardons regardez regardent | regardé | regardera | regarde | avoir
remercier | remercie remercies remercie remercions remerciez remercient | remercié | remerciera | remercie | avoir
remplir | remplis remplis remplit remplissons remplissez remplissent | rempli | remplira | remplis | avoir
rencontrer | rencontre rencontres rencontre rencontrons rencontrez rencontrent | rencontré | rencontrera | rencontre | avoir
rendre | rends rends rend rendons rendez rendent | rendu | rendra | rends | avoir
rentrer | rentre rentres rentre rentrons rentrez rentrent | rentré | rentrera | rentre | être
reposer | repose reposes repose reposons reposez reposent | reposé | reposera | repose | avoir
rester | reste restes reste restons restez restent | resté | restera | reste | être
retourner | retourne retournes retourne retournons retournez retournent | retourné | retournera | retourne | être
revenir | reviens reviens revient revenons revenez reviennent | revenu | reviendra | reviens | être
rire | ris ris rit rions riez rient | ri | rira | ris | avoir
réparer | répare répares répare réparons réparez réparent | réparé | réparera | répare | avoir
répondre | réponds réponds répond répondons répondez répondent | répondu | répondra | réponds | avoir
réveiller | réveille réveilles réveille réveillons réveillez réveillent | réveillé | réveillera | réveille | avoir
rêver | rêve rêves rêve rêvons rêvez rêvent | rêvé | rêvera | rêve | avoir
sauter | saute sautes saute sautons sautez sautent | sauté | sautera | saute | avoir
savoir | sais sais sait savons savez savent | su | saura | sache | avoir
sortir | sors sors sort sortons sortez sortent | sorti | sortira | sors | être
sourire | souris souris sourit sourions souriez sourient | souri | sourira | souris | avoir
suivre | suis suis suit suivons suivez suivent | suivi | suivra | suis | avoir
tomber | tombe tombes tombe tombons tombez tombent | tombé | tombera | tombe | être
travailler | travaille travailles travaille travaillons travaillez travaillent | travaillé | travaillera | travaille | avoir
traverser | traverse traverses traverse traversons traversez traversent | traversé | traversera | traverse | avoir
trouver | trouve trouves trouve trouvons trouvez trouvent | trouvé | trouvera | trouve | avoir
téléphoner | téléphone téléphones téléphone téléphonons téléphonez téléphonent | téléphoné | téléphonera | téléphone | avoir
utiliser | utilise utilises utilise utilisons utilisez utilisent | utilisé | utilisera | utilise | avoir
vendre | vends vends vend vendons vendez vendent | vendu | vendra | vends | avoir
venir | viens viens vient venons venez viennent | venu | viendra | viens | être
visiter | visite visites visite visitons visitez visitent | visité | visitera | visite | avoir
voir | vois vois voit voyons voyez voient | vu | verra | vois | avoir
voler | vole voles vole volons volez volent | volé | volera | vole | avoir
vouloir | veux veux veut voulons voulez veulent | voulu | voudra | veuille | avoir
voyager | voyage voyages voyage voyageons voyagez voyagent | voyagé | voyagera | voyage | avoir
écouter | écoute écoutes écoute écoutons écoutez écoutent | écouté | écoutera | écoute | avoir
écrire | écris écris écrit écrivons écrivez écrivent | écrit | écrira | écris | avoir
étudier | étudie étudies étudie étudions étudiez étudient | étudié | étudiera | étudie | avoir
être | suis es est sommes êtes sont | été | sera | sois | avoir
"""
ROWS = [[column.strip() for column in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_conjugates_every_verb(row):
    verb = conjugate(row[0])
    assert " ".join(verb.present) == row[1]
    assert verb.participle == row[2]
    assert verb.future[2] == row[3]
    assert verb.imperative == row[4]
    assert verb.auxiliary == row[5]


def test_the_table_holds_every_verb_of_the_lexicon():
    lexicon = {verb.french for verb in (*VERBS, *CONTENT_VERBS.values())} | set(FRENCH_MODALS.values()) | {"avoir", "être"}
    assert lexicon == {row[0] for row in ROWS}
    assert set(FRENCH_MODALS) == set(INFINITIVE_TENSES)


@pytest.mark.parametrize(
    ("infinitive", "future"),
    [
        ("aller", "irai iras ira irons irez iront"),
        ("manger", "mangerai mangeras mangera mangerons mangerez mangeront"),
        ("acheter", "achèterai achèteras achètera achèterons achèterez achèteront"),
        ("appeler", "appellerai appelleras appellera appellerons appellerez appelleront"),
        ("préférer", "préférerai préféreras préférera préférerons préférerez préféreront"),
        ("nettoyer", "nettoierai nettoieras nettoiera nettoierons nettoierez nettoieront"),
        ("vendre", "vendrai vendras vendra vendrons vendrez vendront"),
    ],
)
def test_conjugates_the_future_in_every_person(infinitive, future):
    assert " ".join(conjugate(infinitive).future) == future


def test_refuses_a_verb_that_it_cannot_conjugate():
    with pytest.raises(ValueError, match="add it to IRREGULAR_VERBS"):
        conjugate("falloir")
