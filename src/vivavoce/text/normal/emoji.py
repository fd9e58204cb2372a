"""Emoji and their names, after Unicode CLDR's short names; German and Dutch have the commonest only."""


def named(table: str) -> dict[str, str]:
    """Rows of an emoji, a space and its name."""
    rows = (line.strip().partition(" ") for line in table.strip().splitlines())
    return {emoji: name for emoji, _, name in rows}


PERSONS = {"👨": "man", "👩": "woman", "🧑": "", "👦": "boy", "👧": "girl", "🧒": "child", "👶": "baby"}
# What is joined to a person, and what that person then is: 👩‍💻
OCCUPATIONS = named("""
⚕ health worker
🎓 student
🏫 teacher
⚖ judge
🌾 farmer
🍳 cook
🔧 mechanic
🏭 factory worker
💼 office worker
🔬 scientist
💻 technologist
🎤 singer
🎨 artist
✈ pilot
🚀 astronaut
🚒 firefighter
🍼 feeding baby
🦯 with white cane
🦼 in motorized wheelchair
🦽 in manual wheelchair
🦰 with red hair
🦱 with curly hair
🦳 with white hair
🦲 with no hair
""")
COUPLES = {"🤝": "people holding hands", "❤": "couple with heart", "💋": "kiss"}


def of_persons(parts: list[str]) -> str:
    """The English name of persons joined with each other or with what they do; "" of anything else."""
    first, last = parts[0], parts[-1]
    if first not in PERSONS or len(parts) < 2:
        return ""
    if len(parts) == 2 and last in OCCUPATIONS:
        return f"{PERSONS[first]} {OCCUPATIONS[last]}".strip()
    if all(part in PERSONS for part in parts):
        return "family"
    return next((name for sign, name in reversed(COUPLES.items()) if sign in parts), "")


ENGLISH = named("""
😀 grinning face
😃 grinning face with big eyes
😄 grinning face with smiling eyes
😁 beaming face
😆 squinting face
😅 grinning face with sweat
🤣 rolling on the floor laughing
😂 face with tears of joy
🙂 slightly smiling face
🙃 upside-down face
😉 winking face
😊 smiling face
😇 smiling face with halo
🥰 smiling face with hearts
😍 smiling face with heart-eyes
🤩 star-struck
😘 face blowing a kiss
😋 face savoring food
😛 face with tongue
😜 winking face with tongue
🤪 zany face
🤗 smiling face with open hands
🤔 thinking face
🤐 zipper-mouth face
🤨 face with raised eyebrow
😐 neutral face
😑 expressionless face
😶 face without mouth
😏 smirking face
😒 unamused face
🙄 face with rolling eyes
😬 grimacing face
😌 relieved face
😔 pensive face
😴 sleeping face
😷 face with medical mask
🤒 face with thermometer
🤢 nauseated face
🤯 exploding head
🤠 cowboy hat face
🥳 partying face
😎 smiling face with sunglasses
🤓 nerd face
😕 confused face
😟 worried face
🙁 slightly frowning face
☹ frowning face
😮 face with open mouth
😲 astonished face
🥺 pleading face
😨 fearful face
😰 anxious face with sweat
😢 crying face
😭 loudly crying face
😱 face screaming in fear
😞 disappointed face
😩 weary face
😫 tired face
🥱 yawning face
😤 face with steam from nose
😡 enraged face
😠 angry face
🤬 face with symbols on mouth
😈 smiling face with horns
💀 skull
💩 pile of poo
🤡 clown face
👻 ghost
👽 alien
🤖 robot
😺 grinning cat
💋 kiss mark
❤ red heart
🧡 orange heart
💛 yellow heart
💚 green heart
💙 blue heart
💜 purple heart
🖤 black heart
🤍 white heart
💔 broken heart
💕 two hearts
💖 sparkling heart
💯 hundred points
💥 collision
💫 dizzy
💤 zzz
👋 waving hand
👌 OK hand
✌ victory hand
🤞 crossed fingers
👈 backhand index pointing left
👉 backhand index pointing right
👆 backhand index pointing up
👇 backhand index pointing down
👍 thumbs up
👎 thumbs down
✊ raised fist
👊 oncoming fist
👏 clapping hands
🙌 raising hands
🤝 handshake
🙏 folded hands
💪 flexed biceps
🧠 brain
👀 eyes
👶 baby
👩 woman
👨 man
🤦 person facepalming
🤷 person shrugging
🏃 person running
👑 crown
🐶 dog face
🐱 cat face
🐭 mouse face
🐻 bear
🐼 panda
🦁 lion
🐮 cow face
🐷 pig face
🐸 frog
🐵 monkey face
🐔 chicken
🦄 unicorn
🐝 honeybee
🦋 butterfly
🐍 snake
🐢 turtle
🐟 fish
🐳 spouting whale
🌹 rose
🌻 sunflower
🌸 cherry blossom
🌲 evergreen tree
🌵 cactus
🍀 four leaf clover
🍎 red apple
🍌 banana
🍓 strawberry
🍕 pizza
🍔 hamburger
🍟 french fries
🍰 shortcake
🎂 birthday cake
🍪 cookie
🍫 chocolate bar
☕ hot beverage
🍷 wine glass
🍺 beer mug
🥂 clinking glasses
🌍 globe
🏠 house
🚗 automobile
🚲 bicycle
🚆 train
✈ airplane
🚀 rocket
⏰ alarm clock
☀ sun
🌙 crescent moon
⭐ star
🌟 glowing star
✨ sparkles
⚡ high voltage
🔥 fire
❄ snowflake
⛄ snowman
🌈 rainbow
☔ umbrella with rain drops
🌊 water wave
🎃 jack-o-lantern
🎄 Christmas tree
🎉 party popper
🎊 confetti ball
🎈 balloon
🎁 wrapped gift
🏆 trophy
🥇 first place medal
⚽ soccer ball
🏀 basketball
🎮 video game
🎵 musical note
🎶 musical notes
🎤 microphone
🎸 guitar
📱 mobile phone
💻 laptop
📷 camera
💡 light bulb
📚 books
💰 money bag
✉ envelope
📧 e-mail
📎 paperclip
📌 pushpin
📅 calendar
🔒 locked
🔑 key
🔔 bell
🔍 magnifying glass
⚠ warning
🚫 prohibited
✅ check mark
✔ check mark
❌ cross mark
❓ red question mark
❗ red exclamation mark
♻ recycling symbol
🆗 OK
🏳️‍🌈 rainbow flag
🇺🇸 flag of the United States
🇬🇧 flag of the United Kingdom
🇩🇪 flag of Germany
🇳🇱 flag of the Netherlands
🇫🇷 flag of France
🇪🇸 flag of Spain
🇮🇹 flag of Italy
🇪🇺 flag of the European Union
🇺🇦 flag of Ukraine
🇨🇦 flag Canada
🇯🇵 flag Japan
""")

GERMAN = named("""
😀 grinsendes Gesicht
😂 Gesicht mit Freudentränen
🙂 leicht lächelndes Gesicht
😉 zwinkerndes Gesicht
😊 lächelndes Gesicht
😍 lächelndes Gesicht mit herzförmigen Augen
😘 Kuss zuwerfendes Gesicht
🤔 nachdenkendes Gesicht
😎 lächelndes Gesicht mit Sonnenbrille
😢 weinendes Gesicht
😭 heulendes Gesicht
😡 schmollendes Gesicht
❤ rotes Herz
💔 gebrochenes Herz
👋 winkende Hand
👍 Daumen hoch
👎 Daumen runter
👏 klatschende Hände
🙏 zusammengelegte Handflächen
💪 angespannter Bizeps
🔥 Feuer
⭐ Stern
✨ funkelnde Sterne
☀ Sonne
🌈 Regenbogen
🎉 Konfettibombe
🎂 Geburtstagskuchen
🎁 Geschenk
🎄 Weihnachtsbaum
🎃 Halloweenkürbis
☕ Heißgetränk
🍕 Pizza
🍺 Bierkrug
🚗 Auto
🚀 Rakete
🐶 Hundegesicht
🐱 Katzengesicht
💡 Glühbirne
⚠ Warnung
✅ weißes Häkchen
❌ Kreuzzeichen
🇩🇪 Flagge Deutschlands
🇳🇱 Flagge der Niederlande
""")

DUTCH = named("""
😀 grijnzend gezicht
😂 gezicht met tranen van vreugde
🙂 lichte glimlach
😉 knipoog
😊 glimlachend gezicht
😍 lachend gezicht met hartjesogen
😘 gezicht dat een kus geeft
🤔 nadenkend gezicht
😎 glimlachend gezicht met zonnebril
😢 huilend gezicht
😭 hard huilend gezicht
😡 woedend gezicht
❤ rood hart
💔 gebroken hart
👋 zwaaiende hand
👍 duim omhoog
👎 duim omlaag
👏 klappende handen
🙏 gevouwen handen
💪 aangespannen biceps
🔥 vuur
⭐ ster
✨ sterren
☀ zon
🌈 regenboog
🎉 feestknaller
🎂 verjaardagstaart
🎁 ingepakt cadeau
🎄 kerstboom
🎃 pompoenlantaarn
☕ warme drank
🍕 pizza
🍺 bierpul
🚗 auto
🚀 raket
🐶 hondengezicht
🐱 kattengezicht
💡 gloeilamp
⚠ waarschuwing
✅ vinkje
❌ kruisje
🇩🇪 vlag van Duitsland
🇳🇱 vlag van Nederland
""")
