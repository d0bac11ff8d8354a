"""The tables of verbs. Columns: English, French, subjects, objects, options; verbs.py says how to read them."""

WITHOUT_OBJECT = """
sing/sang           chanter         person                  -   well manner often at:room,home,outdoors,stage
sing/sang           chanter         bird                    -   well often at:outdoors
dance               danser          person                  -   well often at:room,home,outdoors,stage
laugh               rire            person                  -   often at:room,culture
smile               sourire         person infant           -   often
cry                 pleurer         child infant            -   often at:room,home
sleep/slept         dormir          person infant           -   well often at:sleeping
sleep/slept         dormir          pet farm_animal         -   well at:outdoors
work                travailler      adult kin name          -   well often at:work,home
work                fonctionner     machine                 -   well
swim/swam           nager           person                  -   well often at:water
swim/swam           nager           swimmer                 -   well manner at:wild
run/ran             courir          person walker           -   manner often at:outdoors
walk                    marcher         person horse donkey bear dog cat  -   manner often at:outdoors
jump                sauter          frog squirrel cat kitten child  -   often at:outdoors
play                jouer           child infant pet        -   often at:outdoors,home,room
cook                cuisiner        person                  -   well often at:home,cooking
study               étudier         student pupil name      -   often at:study,home
travel              voyager         adult kin name          -   often at:country
shout               crier           child kin name          -   often at:outdoors
draw/drew           dessiner        person                  -   well often at:room,home new
paint               peindre         person                  -   well often at:outdoors,home
wait                attendre        person                  -   at:public,home
rest                se reposer      person pet              -   often at:sleeping,outdoors
wake/woke up        se réveiller    person pet              -   early
get/got up          se lever        person                  -   early
go/went to bed      se coucher      person                  -   early
get/got dressed     s' habiller     person                  -   manner
have/had fun        s' amuser       person                  -   often at:outdoors,home,beach
fall/fell asleep    s' endormir     person infant pet       -   quickly at:sleeping event event
go/went for a walk  se promener     person                  -   often at:walking
hurry               se dépêcher     person                  -   fixed
wash                    se laver        person                  -   often goal at:washing
fly/flew            voler           flyer insect            -   well
fly/flew            voler           plane helicopter        -   fixed
bark                aboyer          dog puppy               -   often at:outdoors
shine/shone         briller         sun moon star           -   fixed
grow/grew           pousser         flower tree tulip rose  -   well quickly
stop                s' arrêter      bus train taxi          -   fixed at:stop
rise/rose           se lever        sun moon                -   fixed
"""

MOVES = """
go/went             aller           person kin name         -   often goal go:public,study,culture,outdoors,work,water,shop
come/came back      revenir         person kin name         -   early
return              retourner       person kin name         -   goal go:study,culture,work,city
arrive              arriver         person transport        -   early event
leave/left          partir          person transport        -   early
go/went out         sortir          person                  -   often
go/went home        rentrer         person kin name         -   early
stay                rester          person kin name         -   goal at:home,sleeping,room event
live                habiter         adult kin name          -   state goal at:city,living
fall/fell           tomber          child infant leaf       -   often at:outdoors event
come/came           venir           person kin name         -   often goal go:public,study,culture,outdoors,work,city
"""

ACTIONS = """
eat/ate             manger          person                  food foodstuff                  manner often at:home,cooking,eating
eat/ate             manger          infant                  banana soup biscuit             often
drink/drank         boire           infant                  milk water                      often
eat/ate             manger          rabbit hamster          carrot cabbage                  manner often
eat/ate             manger          monkey                  banana apple                    manner often
drink/drank         boire           person                  drink                           often at:home,cooking,eating
prepare             préparer        person                  dish soup                       often at:home,cooking
make/made           faire           person                  cake tart pancake salad bread jam   often at:home,cooking new
cut/cut             couper          person                  fruit vegetable bread meat cake  manner at:cooking
buy/bought          acheter         person                  food foodstuff printed clothes flower jewellery object owned_vehicle furniture  often at:shop new
sell/sold           vendre          adult kin name          furniture owned_vehicle house jewellery picture   fixed
choose/chose        choisir         person                  clothes gift dish printed film     often new
read/read           lire            person                  readable readable readable menu  often manner at:home,room,study
write/wrote         écrire          person                  written                         often well at:home,room new
open                ouvrir          person                  opened                          manner definite
close               fermer          person                  opened                          manner definite
wash                laver           person                  clothes car kitchenware fruit vegetable dog     often
clean               nettoyer        person                  room kitchenware window shoe bicycle table      often definite
repair              réparer         adult kin name          machine roof toy fragile clothes    well quickly
break/broke         casser          child kin name          fragile                         fixed event
build/built         construire      adult kin name          house boat wall bridge castle   quickly new
draw/drew           dessiner        person                  animal tree house flower boat castle    well often new
paint               peindre         adult kin name          wall door landscape house boat flower   well
drive/drove         conduire        adult kin name          driven                          manner
learn                   apprendre       person                  language                        quickly generic
learn                   apprendre       person                  song word poem                  quickly new
study               étudier         person                  language                        often generic
speak/spoke         parler          person                  language                        well often noarticle
understand/understood   comprendre  person                  language                        state well generic event
understand/understood   comprendre  person                  explained question answer article  state well definite event
forget/forgot       oublier         person                  object clothes word lesson      often definite event
finish              finir           person                  exercise book letter salad game painting    definite quickly
start               commencer       person                  exercise lesson game book       definite
sing/sang           chanter         person                  song                            well often
listen to           écouter         person                  song music story                often at:home,room
listen to           écouter         person                  person singer musician          often definite
hear/heard          entendre        person                  flyer song dog train cow child  often event
see/saw             voir            person                  animal person building vehicle plant star moon  often at:seeing event
watch               regarder        person                  watched animal child star boat plane     often
look at             regarder        person                  picture landscape cloud tower castle flower person   often definite
look for            chercher        person                  lost pet dwelling friend hotel restaurant   fixed
find/found          trouver         person                  object clothes pet mushroom flower restaurant   often at:finding event
lose/lost           perdre          person                  lost                            often event
take/took           prendre         person                  transport umbrella key clothes    often
wait for            attendre        person                  person transport letter answer  fixed at:public,home
carry               porter          person                  container suitcase box furniture ladder    fixed
wear/wore           porter          person                  clothes clothes ring            often indefinite
hide/hid            cacher          person                  gift jewellery key secret       fixed
use                 utiliser        person                  phone computer camera tool pen ladder kitchenware   often
throw/threw         lancer          child kin name          ball pebble                     fixed
catch/caught        attraper        person                  ball butterfly mouse frog       quickly event new
catch/caught        attraper        cat fox owl             mouse                           often event new
chase               poursuivre      dog cat fox wolf puppy  cat rabbit squirrel mouse duck  often at:outdoors
follow              suivre          dog pet kitten duck     person                          often
follow              suivre          person                  person                          fixed
win/won             gagner          person                  match game                      often definite event
cross                   traverser       person                  crossed                         manner definite
cross                   traverser       walker                  street garden forest field park  manner definite
leave/left          quitter         person                  house town village room school hotel island    fixed definite
enter               entrer dans     person                  entered                         manner definite fixed event
miss                rater           person                  transport                       often definite event
visit               visiter         person                  visited                         often definite
visit               rendre visite à     person              person kin                      often dative definite
meet/met            rencontrer      person                  person                          often at:public,city,shop event
help                aider           person                  person kin                      often definite
invite              inviter         person                  close kin person                often definite
thank               remercier       person                  person kin                      fixed definite event
call                appeler         person                  kin close name doctor dog       often definite
kiss                embrasser       kin name queen prince princess  kin infant              often definite event
admire              admirer         person                  picture landscape building person    fixed
describe            décrire         person                  landscape building picture animal   well definite
borrow              emprunter       person                  book car umbrella ladder bicycle pen   often event new
fill                remplir         person                  container bottle glass cup      quickly definite
water               arroser         person                  flower garden tree rose         often definite
pick                cueillir        person                  flower fruit                    often new
feed/fed            nourrir         person                  animal                          often definite
walk                promener        person                  dog puppy                       often definite
keep/kept           garder          person                  key letter photo gift secret ticket     fixed event
play                jouer à         person                  sport                           well often generic at:outdoors
play                jouer de        person                  instrument                      well often definite
phone               téléphoner à    person                  kin close name                  often dative definite
obey                obéir à         child dog puppy horse   kin teacher                     often dative definite event
answer              répondre à      person                  teacher kin customer close      fixed dative definite event
answer              répondre à      person                  question letter message         often definite event
talk to             parler à        person                  person kin                      often dative definite
smile at            sourire à       person infant           person kin                      often dative definite
dream of            rêver de        person                  sea island mountain landscape   often definite
"""

TRANSFERS = """
give/gave           donner          person                  handed readable fruit cake      to ditransitive often
show                montrer         person                  picture readable machine clothes landscape animal room   to ditransitive often
send/sent           envoyer         person                  sent gift photo flower ticket   to ditransitive often
lend/lent           prêter          person                  book novel tool bicycle car umbrella pen  to ditransitive often event
give/gave           offrir          person                  gift flower jewellery toy clothes   to ditransitive often
offer               offrir          person                  biscuit croissant cake drink    to ditransitive often
bring/brought       apporter        person                  dish flower readable umbrella chair     to ditransitive often
bring/brought       apporter        waiter waitress         dish drink menu                 to ditransitive manner
read/read           lire            person                  story poem letter               to ditransitive often
write/wrote         écrire          person                  sent poem                       to ditransitive often new
tell/told           raconter        person                  told                            to ditransitive often
sell/sold           vendre          adult kin name          owned_vehicle house furniture jewellery   to ditransitive
sell/sold           vendre          baker                   bread cake croissant tart       to fixed
explain             expliquer       teacher kin name close  explained word                  to fixed
throw/threw         lancer          child kin name          ball                            to fixed
"""

STATES = """
have/had            avoir           person                  pet owned_vehicle machine house garden instrument   state indefinite
have/had            avoir           adult kin name          idea problem question           state indefinite
like                aimer           person                  eaten drink sport music language animal song sea mountain   state generic
love                adorer          person                  eaten drink sport music flower animal beach  state generic affirmative
love                aimer           person                  kin pet                         state definite
hate                détester        person                  vegetable sport insect mouse coffee cheese     state generic affirmative
prefer              préférer        person                  fruit drink foodstuff sport     state generic affirmative
know/knew           connaître       person                  person song story village town castle museum church park restaurant    state definite
want                vouloir         person                  food foodstuff drink clothes toy pet bicycle    state indefinite new
"""

THOUGHTS = """
think/thought       penser          person                  -       content
say/said            dire            person                  -       content
know/knew           savoir          person                  -       content
hope                espérer         person                  -       content
"""
