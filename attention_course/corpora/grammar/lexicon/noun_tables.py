"""The tables of nouns: who, and what one eats. Columns: English, French, gender, classes; nouns.py says how to read them."""

WHO = """
boy                     garçon                  m   person child
girl                    fille                   f   person child
man/men                 homme                   m   person adult
woman/women             femme                   f   person adult
child/children          enfant                  m   person child
baby                    bébé                    m   infant
lady                    dame                    f   person adult
friend                  ami                     m   person adult close
neighbour               voisin                  m   person adult close
colleague               collègue                m   person adult close
teacher                 professeur              m   person adult job own
doctor                  médecin                 m   person adult job own
nurse                   infirmière              f   person adult job
baker                   boulanger               m   person adult job
farmer                  fermier                 m   person adult job
singer                  chanteuse               f   person adult job
actor                   acteur                  m   person adult job
actress/actresses       actrice                 f   person adult job
waiter                  serveur                 m   person adult job
waitress/waitresses     serveuse                f   person adult job
student                 étudiant                m   person adult
pupil                   élève                   m   person child
gardener                jardinier               m   person adult job
chef                    chef                    m   person adult job
painter                 peintre                 m   person adult job
musician                musicien                m   person adult job
writer                  écrivain                m   person adult job
engineer                ingénieur               m   person adult job
postman/postmen         facteur                 m   person adult job
firefighter             pompier                 m   person adult job
dancer                  danseuse                f   person adult job
hairdresser             coiffeuse               f   person adult job own
dentist                 dentiste                m   person adult job own
journalist              journaliste             m   person adult job
sailor                  marin                   m   person adult job
tourist                 touriste                m   person adult
customer                client                  m   person adult
traveller               voyageur                m   person adult
king                    roi                     m   person adult noble
queen                   reine                   f   person adult noble
prince                  prince                  m   person adult noble
princess/princesses     princesse               f   person adult noble
hero/heroes             héros                   m   person adult
heroine                 héroïne                 f   person adult
brother                 frère                   m   kin
sister                  sœur                    f   kin
mother                  mère                    f   kin elder singular
father                  père                    m   kin elder singular
uncle                   oncle                   m   kin elder
aunt                    tante                   f   kin elder
cousin                  cousin                  m   kin
grandmother             grand-mère/grands-mères  f  kin elder singular
grandfather             grand-père/grands-pères  m  kin elder singular
son                     fils                    m   kin
daughter                fille                   f   kin
dog                     chien                   m   animal pet walker
cat                     chat                    m   animal pet walker
puppy                   chiot                   m   animal pet walker
kitten                  chaton                  m   animal pet walker
rabbit                  lapin                   m   animal pet walker
hamster                 hamster                 m   animal pet walker
turtle                  tortue                  f   animal pet
bird                    oiseau                  m   animal flyer
owl                     hibou                   m   animal flyer
duck                    canard                  m   animal flyer swimmer
swan                    cygne                   m   animal flyer swimmer
butterfly               papillon                m   animal insect
bee                     abeille                 f   animal insect
hen                     poule                   f   animal farm_animal
horse                   cheval                  m   animal farm_animal walker
cow                     vache                   f   animal farm_animal
goat                    chèvre                  f   animal farm_animal walker
pig                     cochon                  m   animal farm_animal
donkey                  âne                     m   animal farm_animal walker
mouse/mice              souris                  f   animal walker
frog                    grenouille              f   animal swimmer
squirrel                écureuil                m   animal walker
hedgehog                hérisson                m   animal
fox                     renard                  m   animal walker
wolf/wolves             loup                    m   animal walker
bear                    ours                    m   animal walker
lion                    lion                    m   animal walker
tiger                   tigre                   m   animal walker
monkey                  singe                   m   animal walker
elephant                éléphant                m   animal
giraffe                 girafe                  f   animal
whale                   baleine                 f   animal
"""

NAMES = """
Marie       Marie       f   name
Sophie      Sophie      f   name
Alice       Alice       f   name
Emma        Emma        f   name
Julie       Julie       f   name
Hélène      Hélène      f   name
Camille     Camille     f   name
Paul        Paul        m   name
Pierre      Pierre      m   name
Antoine     Antoine     m   name
Lucas       Lucas       m   name
Louis       Louis       m   name
Thomas      Thomas      m   name
Éric        Éric        m   name
"""

TO_EAT = """
apple                   pomme                   f   food fruit
pear                    poire                   f   food fruit
orange                  orange                  f   food fruit
banana                  banane                  f   food fruit
peach                   pêche                   f   food fruit
apricot                 abricot                 m   food fruit
strawberry              fraise                  f   food fruit
cherry                  cerise                  f   food fruit
lemon                   citron                  m   fruit
pineapple               ananas                  m   food fruit
tomato/tomatoes         tomate                  f   food vegetable
carrot                  carotte                 f   food vegetable
potato/potatoes         pomme de terre/pommes de terre  f   food vegetable
onion                   oignon                  m   vegetable
bean                    haricot                 m   food vegetable
mushroom                champignon              m   food vegetable
cabbage                 chou                    m   vegetable
egg                     œuf                     m   food
cake                    gâteau                  m   food dish sweet
biscuit                 biscuit                 m   food sweet
pancake                 crêpe                   f   food dish sweet
croissant               croissant               m   food sweet
tart                    tarte                   f   food dish sweet
sandwich                sandwich                m   food dish
pizza                   pizza                   f   food dish
omelette                omelette                f   food dish
salad                   salade                  f   food dish
hamburger               hamburger               m   food dish
bread                   pain                    m   foodstuff mass slice
cheese                  fromage                 m   foodstuff mass slice
butter                  beurre                  m   foodstuff mass
jam                     confiture               f   foodstuff mass
honey                   miel                    m   foodstuff mass
rice                    riz                     m   foodstuff mass
meat                    viande                  f   foodstuff mass
ham                     jambon                  m   foodstuff mass slice
chicken                 poulet                  m   foodstuff mass
chocolate               chocolat                m   foodstuff mass
soup                    soupe                   f   foodstuff mass
ice cream               glace                   f   foodstuff mass
sugar                   sucre                   m   mass
water                   eau                     f   drink mass cold_drink
milk                    lait                    m   drink mass cold_drink
lemonade                limonade                f   drink mass cold_drink
orange juice            jus d' orange           m   drink mass cold_drink
coffee                  café                    m   drink mass hot_drink
tea                     thé                     m   drink mass hot_drink
wine                    vin                     m   mass
"""
