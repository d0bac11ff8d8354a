"""The tables of nouns, continued: things, and where one is. Columns: English, French, gender, classes."""

THINGS = """
book                    livre                   m   readable printed written
newspaper               journal                 m   readable printed
magazine                magazine                m   readable printed
novel                   roman                   m   readable printed written
letter                  lettre                  f   readable written sent
postcard                carte postale/cartes postales   f   readable printed written sent
message                 message                 m   readable written sent
poem                    poème                   m   readable written
story                   histoire                f   readable written told
article                 article                 m   readable written
recipe                  recette                 f   readable written
menu                    menu                    m   card
song                    chanson                 f   heard
music                   musique                 f   mass sound
secret                  secret                  m   told
question                question                f   asked
lesson                  leçon                   f   explained
problem                 problème                m   explained
exercise                exercice                m   explained
answer                  réponse                 f   thought
idea                    idée                    f   thought
word                    mot                     m   explained
dress/dresses           robe                    f   clothes womens
skirt                   jupe                    f   clothes womens
shirt                   chemise                 f   clothes
coat                    manteau                 m   clothes
jacket                  veste                   f   clothes
jumper                  pull                    m   clothes
scarf/scarves           écharpe                 f   clothes
hat                     chapeau                 m   clothes
cap                     casquette               f   clothes
shoe                    chaussure               f   clothes pair
boot                    botte                   f   clothes pair
glove                   gant                    m   clothes pair
sock                    chaussette              f   clothes pair
bag                     sac                     m   object handed container opened
box                     boîte                   f   object handed container opened
basket                  panier                  m   object handed container
suitcase                valise                  f   object container opened
wallet                  portefeuille            m   object opened
key                     clé                     f   object handed
knife/knives            couteau                 m   object handed kitchenware
fork                    fourchette              f   object kitchenware
spoon                   cuillère                f   object kitchenware
plate                   assiette                f   object handed kitchenware fragile
glass/glasses           verre                   m   object kitchenware fragile
cup                     tasse                   f   object kitchenware fragile
bottle                  bouteille               f   object handed kitchenware fragile opened
slice                   tranche                 f   measure
piece                   morceau                 m   measure
mirror                  miroir                  m   object fragile
lamp                    lampe                   f   object machine fragile
phone                   téléphone               m   object handed machine
computer                ordinateur              m   object machine
clock                   horloge                 f   object machine
umbrella                parapluie               m   object handed opened
ball                    ballon                  m   object toy
doll                    poupée                  f   object toy
toy                     jouet                   m   object toy
pen                     stylo                   m   object handed
pencil                  crayon                  m   object handed
notebook                cahier                  m   object handed opened
hammer                  marteau                 m   object handed tool
axe                     hache                   f   object tool
ladder                  échelle                 f   object tool
ticket                  billet                  m   object handed
gift                    cadeau                  m   object
ring                    bague                   f   object jewellery
jewel                   bijou                   m   object jewellery
pebble                  caillou                 m   object
blanket                 couverture              f   object handed
pillow                  oreiller                m   object handed
hammock                 hamac                   m   object
camera                  appareil photo/appareils photo  m   object handed machine
photo                   photo                   f   object handed picture
painting                tableau                 m   object picture
door                    porte                   f   opened part
window                  fenêtre                 f   opened part
wall                    mur                     m   part wall
roof                    toit                    m   part
car                     voiture                 f   vehicle driven machine owned_vehicle
taxi                    taxi                    m   vehicle driven transport
bus/buses               bus                     m   vehicle driven transport
lorry                   camion                  m   vehicle driven machine owned_vehicle
tractor                 tracteur                m   vehicle driven machine owned_vehicle
bicycle                 vélo                    m   vehicle machine owned_vehicle
motorbike               moto                    f   vehicle machine owned_vehicle
train                   train                   m   vehicle transport
plane                   avion                   m   vehicle transport
boat                    bateau                  m   vehicle transport owned_vehicle
helicopter              hélicoptère             m   vehicle
table                   table                   f   furniture surface
chair                   chaise                  f   furniture surface
bed                     lit                     m   furniture surface
sofa                    canapé                  m   furniture surface
armchair                fauteuil                m   furniture surface
desk                    bureau                  m   furniture surface
cupboard                placard                 m   furniture opened
carpet                  tapis                   m   furniture surface
piano                   piano                   m   instrument
guitar                  guitare                 f   instrument
violin                  violon                  m   instrument
flute                   flûte                   f   instrument
trumpet                 trompette               f   instrument
accordion               accordéon               m   instrument
harp                    harpe                   f   instrument
harmonica               harmonica               m   instrument
football                football                m   sport bare mass
tennis                  tennis                  m   sport bare mass
rugby                   rugby                   m   sport bare mass
basketball              basket                  m   sport bare mass
golf                    golf                    m   sport bare mass
hockey                  hockey                  m   sport bare mass
French                  français                m   language bare mass
English                 anglais                 m   language bare mass
Spanish                 espagnol                m   language bare mass
Italian                 italien                 m   language bare mass
German                  allemand                m   language bare mass
Japanese                japonais                m   language bare mass
film                    film                    m   watched
match/matches           match                   m   watched
game                    jeu                     m   won
tree                    arbre                   m   plant tree
oak                     chêne                   m   plant tree
apple tree              pommier                 m   plant tree
flower                  fleur                   f   plant flower
rose                    rose                    f   plant flower
tulip                   tulipe                  f   plant flower
leaf/leaves             feuille                 f   leaf
sun                     soleil                  m   sky unique shining
moon                    lune                    f   sky unique shining
star                    étoile                  f   sky shining
cloud                   nuage                   m   sky
"""

WHERE = """
house                   maison                  f   building dwelling entered
castle                  château                 m   building visited
church/churches         église                  f   building visited
school                  école                   f   building
hospital                hôpital                 m   building
hotel                   hôtel                   m   building
shop                    magasin                 m   building entered
bakery                  boulangerie             f   building entered
library                 bibliothèque            f   building entered
restaurant              restaurant              m   building entered
museum                  musée                   m   building visited entered
theatre                 théâtre                 m   building
cinema                  cinéma                  m   building
station                 gare                    f   building
airport                 aéroport                m   building
market                  marché                  m   place
park                    parc                    m   place crossed
garden                  jardin                  m   place crossed watered
kitchen                 cuisine                 f   room entered
bedroom                 chambre                 f   room entered
bathroom                salle de bains/salles de bains  f   room
living room             salon                   m   room entered
office                  bureau                  m   place entered own
factory                 usine                   f   building
farm                    ferme                   f   building
swimming pool           piscine                 f   place
stadium                 stade                   m   building
zoo                     zoo                     m   place
beach/beaches           plage                   f   place
forest                  forêt                   f   place crossed
mountain                montagne                f   landscape
river                   rivière                 f   landscape crossed
lake                    lac                     m   landscape
sea                     mer                     f   bathing unique
island                  île                     f   landscape visited
street                  rue                     f   place crossed
bridge                  pont                    m   building crossed
village                 village                 m   place visited crossed
town                    ville                   f   place visited crossed
university              université              f   building
field                   champ                   m   place crossed
square                  place                   f   place crossed
tower                   tour                    f   building visited
harbour                 port                    m   place
hall                    hall                    m   room
"""
