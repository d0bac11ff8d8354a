"""What goes with what beyond one clause: two things done to one object, an opinion of it, a reason, the weather."""

from __future__ import annotations

# Done first, to what, done next: "buys an apple and eats it".
CHAINS = [
    ("buy", "food", "eat"), ("buy", "foodstuff", "eat"), ("buy", "printed", "read"), ("buy", "bicycle", "repair"), ("buy", "flower", "give"),
    ("wash", "fruit", "eat"), ("pick", "fruit", "eat"), ("pick", "flower", "give"), ("pick", "fruit", "sell"), ("prepare", "dish", "eat"),
    ("find", "opened", "open"), ("find", "key", "lose"), ("find", "lost", "keep"), ("find", "box", "hide"), ("take", "letter", "read"),
    ("write", "sent", "send"), ("open", "letter", "read"), ("open", "window", "close"), ("open", "box", "close"), ("choose", "clothes", "buy"),
    ("choose", "gift", "give"), ("meet", "close", "invite"), ("meet", "kin", "kiss"), ("meet", "person", "thank"), ("look for", "key", "find"),
    ("look for", "pet", "find"), ("draw", "animal", "paint"), ("repair", "machine", "sell"), ("wash", "car", "sell"), ("borrow", "book", "lose"),
    ("borrow", "pen", "use"), ("catch", "mouse", "keep"), ("see", "kin", "call"), ("learn", "song", "sing"), ("learn", "poem", "forget"),
    ("lose", "ball", "look for"), ("fill", "glass", "break"), ("make", "cake", "eat"), ("make", "pancake", "sell"), ("borrow", "ladder", "use"),
]  # fmt: skip

# Done to what, and what somebody else thinks of it.
OPINIONS = [
    ("buy", "clothes", "like", "not"), ("buy", "furniture", "like", "not"), ("choose", "dish", "like", "not"), ("choose", "clothes", "love", ""),
    ("read", "novel", "know", "not"), ("buy", "owned_vehicle", "like", "not"), ("write", "story", "like", ""), ("paint", "house", "like", "not"),
    ("prepare", "dish", "like", ""), ("buy", "toy", "want", "not"), ("sing", "song", "know", ""), ("invite", "close", "know", "not"),
    ("learn", "poem", "like", ""), ("see", "film", "like", "not"), ("find", "pet", "like", ""), ("prepare", "soup", "like", "not"),
]  # fmt: skip

# What one does, and how one feels: the adjective, and its place where the word alone is not enough.
REASONS = [
    ("eat", ("hungry",)), ("prepare", ("hungry",)), ("drink", ("thirsty",)), ("sleep", ("tired",)), ("rest", ("tired",)), ("go to bed", ("sleepy",)),
    ("sing", ("happy",)), ("dance", ("happy",)), ("laugh", ("happy",)), ("cry", ("sad",)), ("smile", ("pleased",)), ("hurry", ("late",)),
    ("run", ("late",)), ("call", ("worried",)), ("shout", ("angry",)), ("cry", ("afraid",)), ("go to bed", ("tired",)), ("go home", ("sick",)),
    ("phone", ("alone",)), ("get dressed", ("cold", "avoir")), ("close", ("cold", "avoir")), ("stay", ("sick",)),
]  # fmt: skip

# What one does, and the weather or the hour that makes one do it.
WEATHER_REASONS = [
    ("stay", ("it is raining", "il pleut", "0-0 1-1 2-1")), ("go home", ("it is late", "il est tard", "0-0 1-1 2-2")),
    ("go to bed", ("it is late", "il est tard", "0-0 1-1 2-2")), ("hurry", ("it is raining", "il pleut", "0-0 1-1 2-1")),
    ("swim", ("it is hot", "il fait chaud", "0-0 1-1 2-2")), ("go out", ("it is snowing", "il neige", "0-0 1-1 2-1")),
    ("go home", ("it is cold", "il fait froid", "0-0 1-1 2-2")), ("run", ("it is raining", "il pleut", "0-0 1-1 2-1")),
]  # fmt: skip

# What there is, and in which kind of place.
THERE = [
    ("pet", "outdoors"), ("flyer", "outdoors"), ("kitchenware", "cooking"), ("child", "outdoors"), ("tree", "walking"), ("adult", "public"),
    ("flower", "walking"), ("food", "cooking"), ("furniture", "room"), ("driven", "stop"), ("foodstuff", "cooking"),
]  # fmt: skip

# The weather and the hour.
FIXED = [
    ("it is raining", "il pleut", "0-0 1-1 2-1"),
    ("it is snowing", "il neige", "0-0 1-1 2-1"),
    ("it is hot", "il fait chaud", "0-0 1-1 2-2"),
    ("it is cold", "il fait froid", "0-0 1-1 2-2"),
    ("it is late", "il est tard", "0-0 1-1 2-2"),
    ("it is early", "il est tôt", "0-0 1-1 2-2"),
]

# After "when".
WEATHER = [
    ("it rains", "il pleut", "0-0 1-1"),
    ("it snows", "il neige", "0-0 1-1"),
    ("it is hot", "il fait chaud", "0-0 1-1 2-2"),
    ("it is cold", "il fait froid", "0-0 1-1 2-2"),
]
