"""Whole passwords of at least eight characters that leaked lists put first and no rule takes apart.

From the frequency lists of zxcvbn (MIT licence), the obscene ones left out.
"""

COMMON = frozenset(
    """
0192837465 08121986 12qw34er 13021990 13041987 13041988 13061986 134679852 14021985 14021986
14061991 15021985 15426378 16051987 16051989 17051988 17061988 18061990 18091985 18436572 1million
1passwor 1x2zkg8w 1z2x3c4v 23041987 23skidoo 24011985 24061986 25031987 25041988 25091987 26031988
27061988 28011987 28041987 29051989 29071983 31415926 45m2do5bs 4815162342 5wr2i7h8 69camaro
73501505 7ugd5hip2j 8j4ye3uz 9293709b13 aardvark aberdeen abnormal abracadabra abrakadabra
acapulco access14 achilles acidburn agent007 airborne airforce airplane albatros alcatraz alejandr
aleksandr aleksandra alessandro alexande alexandr alexandre alleycat allison1 alpha123 alphabet
alterego ambrosia amethyst amsterda amsterdam anaconda anastasi anastasiya andromed andromeda
andyod22 anhyeuem antelope apollo11 apollo13 aquarius archange argentin armagedon armstron
arsenal1 aspirine assassin atlantis australi avalanch awesome1 babybear babycake babyface babylon5
backdoor balloons baltimor baracuda barbados barcelon barefoot baritone barselona basketba
bcfields bearcats beatles1 beautifu beefcake beethove bendover benessere bergkamp bettyboo
bigblock bigbooty bigdaddy bigpoppa bigtruck billabon billybob billyboy bismarck bismillah
blackbir blackbird blackcat blackdog blackhaw blackjac blackjack blacklab blackout blahblah
blessing blizzard blowfish blueball bluebird bluefish bluejays bluemoon bluesman bobafett bobdylan
bookworm borabora bordeaux borussia bradley1 brighton broncos1 brooklyn brucelee bubbles1 buckeyes
buckshot budapest buddy123 buddyboy budlight budweise budweiser buffalo1 bulldog1 bulldogs
bullfrog bullseye bynthytn cabernet cadillac caliente californ caligula calimero callisto camaross
cambiami cambridg cameltoe cameron1 candyman cannabis cannibal cantona7 capetown capitals capricor
capricorn capslock captain1 cardinal carebear carlitos carnival carolina carpedie carpente
cartman1 cartoons casanova cashflow cashmone cashmoney cassandr catherin catwoman cavalier
cdtnkfyf cerberus cfitymrf chainsaw challeng champion changeme chargers charisma charles1 charlott
charlton checkers cherokee cherries cheshire chester1 chevelle chevrole chevrolet cheyenne
chicago1 chipmunk chocolat chrysler chuckles cinnamon cjkysirj clarinet classics claudia1 claymore
cleopatr clevelan clippers cnfybckfd cocacola coldbeer coldplay colombia colorado coltrane
comanche commande commando concrete consumer cooldude coolness corleone cosworth coventry crazybab
creative crescent cricket1 crjhgbjy crusader crystal1 cutiepie cygnusx1 daisydog dannyboy darkange
darkangel darklord darkness darkside darkstar dbrnjhbz deadhead deadpool death666 deepthroat
deeznuts deeznutz defender deftones delpiero derparol designer destiny1 devil666 devildog dfcbkbcf
dfktynby dfktynbyf dietcoke digital1 dilbert1 dilligaf dinosaur dirtbike discover dkflbckfd
dkflbvbh doberman dodgeram dodgers1 doghouse dogpound dolemite dolphin1 dolphins dominion dominiqu
dontknow doomsday doughboy dragonballz dragster dreamcas drowssap drummer1 dthjybrf dutchess
dynamite earthlink eastside eastwood eatmenow eclipse1 eggplant einstein ekaterina elcamino
eldorado electric electron elisabet elizabet elizaveta enforcer engineer england1 enternow
enterpri enterprise erection ericsson escalade espresso eternity evangelion everlast evolutio
excalibu excalibur fairlane fandango fantasia fantomas farscape fastball favorite6 fearless
feelgood fellatio fgtkmcby fidelity fireball firebird fireblad firefigh firewall fishbone
fisherman fishhead fkbyjxrf fktrcfylh fktrcfylhf flamengo flamingo flexible flipflop florida1
flounder fordf150 forgetit formula1 forsaken foxylady francesc francisc frankie1 freckles frederik
freebird freefall friendster front242 frontier fullmoon fussball futurama fyfcnfcbz fyfnjkbq
fyutkbyf fyutkjxtr gabriel1 gabriell gamecube gameover gandalf1 gangster gannibal gargoyle
gateway1 gateway2 gatorade gbhfvblf genesis1 geronimo gesperrt ghbdtn123 ghbdtnbr ghblehjr
ghbywtccf ghhh47hj7649 ghjcnbnenrf ghjcnjgfhjkm ghjcnjnfr ghjuhfvvf ghostrider gladiato gladiator
gn56gn56 godfathe godfather godsmack godzilla gogators goldeney goldfing goldfish goldstar
goldwing golfball goodgirl goodluck goodtime goodyear gordon24 gotohell greatone green123 greenbay
greenday gsxr1000 gtnhjdbx guardian guillaum guinness hairball halflife hallo123 hallowee handball
handyman hannibal harrypotter hattrick hawaii50 hawaiian hawkeyes hayabusa heather1 hedgehog
heineken hellfire hellokitty hellsing hellyeah hercules herewego hetfield highbury highheel
highland highlander highlife hollywoo homemade honeybee hongkong hooligan hoosiers hotgirls
hotstuff hounddog houston1 htubcnhfwbz hurrican hyperion icecream icehouse idontkno idontknow
ihateyou ilikepie illusion ilovegod immortal implants infiniti infinity insomnia inspiron
intercourse intrepid intruder inuyasha ireland1 irishman ironmaiden islander istanbul istheman
italiano iverson3 jackass1 james007 james123 jamesbon jamesbond jayhawks jeepster jefferso
jellybea jellybean jiggaman johannes johncena johndeer johngalt johnson1 junkmail jupiter1
just4fun justdoit justice1 juventus kakashka kamasutra karolina katarina katerina kazantip
kcj9wx5n kenworth keyboard keystone kingfish kingkong kingston kjrjvjnbd kleopatra klondike
knickers knockers knuckles konstantin kordell1 koroleva krasotka krokodil labrador lacrosse
laetitia lakeside lakewood lalakers lancelot laserjet lasvegas leavemealone lebowski leedsutd
left4dead lemonade lenochka letsdoit lfitymrf lifehack lightnin lightning limewire lineage2
lionking liverpoo ljxtymrf lockdown logitech lokomotiv lollipop lollypop lonesome lonestar
lonewolf longhair longhorn longjohn lovelife lowrider luckydog luckyone lunchbox macdaddy macintos
madagaskar madison1 magellan magician magicman mailcreated5240 majestic makaveli maksimka mallorca
mamacita manchest manchester mandarin mandingo mandrake maradona marathon marcello marcius2
margarit marijuan marijuana mariners marines1 marino13 mariposa marlboro marseill marseille
maryjane masamune maserati masterbate masterbating matchbox matthias mazafaka mazda626 mazdarx7
meatball meathead meatloaf mechanic megadeth megatron melanie1 meowmeow mephisto mercedes mercury1
meridian mersedes metallic metallica michigan microlab microphone microsof microsoft millenium
millwall minimoni mischief misfit99 modelsne mollydog monalisa mongoose monopoly montana1 montecar
montgom240 montreal montrose moonbeam moonligh moonlight morpheus morrowind mortgage mortimer
motherlode motocros mountain mudvayne multiplelo munchkin mushroom musicman mynameis myxworld
nascar24 natalie1 natedogg naughty1 nautilus navigator navyseal ncc1701a ncc1701d ncc1701e
ncc74656 nebraska netscape nevermind nevermore newcastl newpass6 newyork1 nightmar nightwish
nineinch nintendo nirvana1 nokia6300 nokian73 noname123 normandy nostromo notebook notredam
nounours nthvbyfnjh nuttertools nwo4life nygiants oblivion obsidian opendoor operator optimist
overlord p0015123 packers1 paintbal paintball pakistan paladin1 pallmall palmtree panasoni
panasonic pantera1 pantyhos papillon paradigm paradise paramedi parlament pasadena passport
passwor1 patches1 pathfind patriots pavement pavilion peaches1 pearljam peekaboo penetration
penguins penthous perfect1 peterbil peterpan pharmacy phialpha philippe phillies pianoman piercing
pimpdadd pineappl pineapple pinetree pingpong pinkfloy pinkfloyd pinnacle piramida pizzaman
plastics platinum platypus playball playmate playstat playstation playtime plymouth poohbear
popcorn1 porkchop portland portugal poseidon preacher precious predator presario presiden princesa
pringles pufunga7782 pumpkin1 pumpkins punisher punkrock puppydog r2d2c3po radiohea radiohead
ragnarok raiders1 rainyday raistlin rammstein rasputin rastaman realmadrid rebecca1 reckless
redbaron reddevil reddwarf redskins redwings remingto renegade revoluti revolver rfhfvtkmrf
rfnthbyf rfntymrf rfvfcenhf rhbcnbyf rhfcfdbwf rhfcjnrf rhjrjlbk rhtdtlrj riccardo riffraff
rightnow riversid rjhjktdf rjirfrgbde rjycnfynby roadking roadrunn roadrunner roadster robotech
robotics rockford rocknrol rocknroll rockstar rolltide romashka ronaldinho runescape rush2112
rustydog sabrina1 sailboat salamander salasana sammy123 sandiego sandrine sapphire saratoga
sausages scarface scheisse scoobydo scoobydoo scorpio1 scorpion scotland scrabble scrapper
screamer seahawks sebastia security segblue2 seinfeld seminole semperfi senators sentinel
sephiroth septembe serenity sergbest sersolution shamrock shaney14 shannon1 sheepdog sherlock
showtime sidekick sigmachi simpsons singapor sinister sithlord skateboard skinhead skipper1
skittles skorpion skywalke slamdunk slapshot slimshad slimshady slippery slowhand smackdow
smackdown smashing smeghead smirnoff smoothie sneakers snickers snoopdog snowball snowbird
snowboar snowboard snowflak snuggles socrates software sojdlg123aljg solitude sonyericsson
sopranos soso123aljg soulmate southpar southpark southpaw spaceman sparkles spartan1 spartans
special1 specialk spectrum spencer1 spitfire splinter spongebo spongebob sprinter squirrel
srinivas stallion stanislav stanley1 starbuck starcraf starcraft stardust starfire starfish
stargate starligh starship startrek stephani stephen1 stickman stigmata stingray stocking stonecol
stonecold stratfor strawber strawberry streaming sundance sundevil sunflowe sunlight sunnyday
superfly supernov supersonic superstar survivor svetlana swimming swinging swordfis swordfish
sylveste syncmaster syracuse tacobell taekwondo talisman tampabay tarheels tazmania technics
teddybea teddybear telephon tennesse terminat terminator terrapin thailand thanatos thankyou
thedoors theforce thegreat therock1 thirteen thisisit threesom thuglife tiberius ticklish tiffany1
tinkerbe tinkerbell titanium titleist tkbpfdtnf tokiohotel tomahawk tommyboy toonarmy toriamos
tottenha tottenham translator traveler treefrog trfnthbyf triangle trinitro trinity1 trombone
trooper1 trucking truelove trumpet1 tunafish turkey50 twilight ultimate umbrella underdog undertak
undertaker universa username usmarine vacation vagabond valentin valentina valhalla valkyrie
vampire1 vancouve vanessa1 vanguard vanhalen vasilisa vauxhall vendetta verbatim veronika
vfhufhbnf vfitymrf vfntvfnbrf vfrcbvrf viewsoni viewsonic vikings1 viktoria viktoriya violetta
vipergts vjqgfhjkm vkontakte vladimir vladislav volkswag volleyba voyager1 vqsablpzla vsjasnel12
warcraft warhamme washingt waterboy waterloo weare138 webhompas webmaste westside westwood
wg8e3wjf whiplash whiskers whistler whiteboy whiteout whitesox whocares wildbill wildcard wildcats
wildfire wildwood windmill windsurf winston1 wishbone wolfpack wolverin wolverine wonderboy
woodland woodstoc wrangler wrestlin wrinkle1 yfcntymrf yjdsqgfhjkm yogibear yosemite zachary1
zanzibar zildjian zxasqw12
""".split()
)
