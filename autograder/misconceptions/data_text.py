"""Q6: what goes wrong between a sentence and its numbers, and on the way back."""

from __future__ import annotations

import re
import unicodedata

from autograder.catalogue import Misconception, patch

NFC = 'unicodedata.normalize("NFC", text)'
ELIDED = """rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?={letter})\""""
WORD = """rf"{letter}(?:{letter}|[-'](?={letter})|(?<=\\d)[.,](?=\\d))*\""""
ALL = """rf"{elided}|{word}|\\S\""""


def split_at_blanks(text):
    return text.split()


def without_marks(text):
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    letter = r"[^\W_]"
    elided = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?={letter})"
    return re.findall(rf"{elided}|{letter}(?:{letter}|[-'](?={letter})|(?<=\d)[.,](?=\d))*", text, re.IGNORECASE)


def ascii_words(text):
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    elided = r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=[a-zA-Z0-9])"
    return re.findall(rf"{elided}|[a-zA-Z0-9](?:[a-zA-Z0-9]|[-'](?=[a-zA-Z0-9])|(?<=\d)[.,](?=\d))*|\S", text, re.IGNORECASE)


TOKENIZE_FR = [
    Misconception("splits at white space only", split_at_blanks, hint="`split()` leaves the marks on the words: \"dort.\" and \"dort\" become two types."),
    Misconception("drops punctuation", without_marks, hint="A mark is a token of its own. A translation without its question mark is another sentence."),
    Misconception(
        "strips accents",
        patch(NFC, '"".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))'),
        hint="ou means or, and où means where: without accents they are one type. Count in the notebook what merges.",
    ),
    Misconception(
        "keeps ASCII only",
        patch(NFC, 'unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()'),
        hint="`encode('ascii', 'ignore')` throws away accents, œ, curly apostrophes, « and »: the French that is left is another language.",
    ),
    Misconception("knows the letters a to z only", ascii_words, hint="`[a-zA-Z]` has no é: a word falls apart at each accent. `[^\\W_]` is any letter or digit."),
    Misconception(
        "knows a range of letters only",
        *(patch("{letter}(?:{letter}|[-'](?={letter})", f"[{some}](?:[{some}]|[-'](?=[{some}])") for some in ("A-Za-z0-9À-ÿ", "A-Za-z0-9À-ÿœŒ", "A-Za-z0-9À-ÖØ-öø-ÿœŒ")),
        hint="À-ÿ lacks œ and has × and ÷; no range of your own has all letters. `[^\\W_]` is any letter or digit.",
    ),
    Misconception("writes œ as oe", patch(NFC, 'unicodedata.normalize("NFC", text).replace("œ", "oe").replace("Œ", "Oe")'), hint="cœur is spelt with œ. Nothing but the form of accents and the curly apostrophe is changed."),
    Misconception("puts everything into lower case", patch(NFC, 'unicodedata.normalize("NFC", text).lower()'), hint="The docstring keeps upper case; a lower-cased vocabulary is a choice for later."),
    Misconception("leaves accents in whichever form they come", patch(NFC, "text"), patch(NFC, 'unicodedata.normalize("NFD", text)'), hint="e followed by U+0301 looks like é and is two characters; bring the text into the form NFC first."),
    Misconception(
        "uses a Unicode form that rewrites signs",
        patch(NFC, 'unicodedata.normalize("NFKC", text)'),
        patch(NFC, 'unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text))'),
        hint="NFKC turns … into three stops and m² into m2. NFC only puts accents together.",
    ),
    Misconception("does not know the curly apostrophe", patch('.replace("\\u2019", "\'")', ""), hint="L’été, as good typography writes it, has U+2019. Replace it before you split."),
    Misconception("takes other quotation marks for an apostrophe", patch('.replace("\\u2019", "\'")', '.replace("\\u2019", "\'").replace("\\u2018", "\'")'), hint="‘ (U+2018) opens a quotation. Only ’ (U+2019) is an apostrophe."),
    Misconception("keeps the curly apostrophe", patch('.replace("\\u2019", "\'")', "", "'(?={letter})", "['’](?={letter})", "[-']", "[-'’]"), hint="l' and l’ are the same token: write both with '."),
    Misconception("does not split elisions", patch(ALL, 'rf"{word}|\\S"'), hint="l'eau is an article and a noun, as le vin is. Without a split each noun comes twice in the vocabulary."),
    Misconception("makes the apostrophe a token of its own", patch(ALL, """rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)(?='{letter})|{word}|\\S\""""), hint="The apostrophe stays with the word that was shortened: \"l'\" and \"eau\"."),
    Misconception("loses the apostrophe", patch("return re.findall(", "return [token.rstrip(\"'\") or token for token in re.findall(", "re.IGNORECASE)", "re.IGNORECASE)]"), hint="The token is l', with its apostrophe; l alone is the letter."),
    Misconception(
        "puts the apostrophe with the following word",
        patch(ELIDED, """rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)(?='{letter})\"""", ALL, """rf"{elided}|'(?:(?<=\\b[cdjlmnst]')|(?<=qu')){word}|{word}|\\S\""""),
        hint="In l'eau the apostrophe belongs to l, which lost its vowel: \"l'\" and \"eau\".",
    ),
    Misconception(
        "splits at every apostrophe",
        patch(ELIDED, """rf"{letter}+'(?={letter})\"""", "[-'](?={letter})", "-(?={letter})"),
        hint="aujourd'hui and quelqu'un are single words. Only the words in the list elide.",
    ),
    Misconception(
        "forgets to list aujourd'hui among the exceptions",
        patch("quoiqu)", "quoiqu|aujourd)"),
        patch("quoiqu)'", "quoiqu|aujourd|quelqu|presqu)'"),
        hint="aujourd is no word: aujourd'hui stays whole, quelqu'un too.",
    ),
    Misconception("splits c' d' l' only", patch("[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu", "[cdl]"), hint="j' m' n' s' t' and qu' elide as well; the docstring lists them all."),
    Misconception("forgets jusqu', lorsqu', puisqu', quoiqu'", patch("|jusqu|lorsqu|puisqu|quoiqu", ""), hint="Words made with que elide as que does."),
    Misconception("takes an apostrophe at the end for an elision", patch("'(?={letter})\"", "'\""), hint="Without a letter or digit after it the apostrophe elides nothing: it is a mark of its own."),
    Misconception("elides before any sign", patch("'(?={letter})\"", "'(?=\\S)\""), hint="What follows l' has to be a letter or digit: before a quotation mark nothing is elided."),
    Misconception("does not elide before a number", patch("'(?={letter})\"", "'(?=[^\\W\\d_])\""), hint="The docstring says a letter or a digit: l'1 is \"l'\" and \"1\"."),
    Misconception("elides before vowels only", patch("'(?={letter})\"", "'(?=[aeiouyhàâäéèêëîïôöùûüœæ])\""), hint="Which words elide is settled by what stands before the apostrophe; after it any letter or digit will do."),
    Misconception("splits one elision a word only", patch("rf\"(?:[cdjlmnst]", "rf\"(?<!')(?:[cdjlmnst]"), hint="What remains after d' is a word like any other, and may elide again."),
    Misconception("elides in upper case at the first letter only", patch("(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)", "(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu)", ", re.IGNORECASE", ""), hint="A headline has QU' and JUSQU' as well. `re.IGNORECASE` takes all."),
    Misconception("gives what a group of the pattern has matched", patch("(?:[cdjlmnst]", "([cdjlmnst]"), hint="With a group `(...)` in the pattern, `re.findall` gives the group and not the match. Write `(?:...)`."),
    Misconception("splits elisions in lower case only", patch(", re.IGNORECASE", ""), hint="Many sentences begin with L' or J'. `re.IGNORECASE` takes both."),
    Misconception("splits an elision inside a word", patch("[-'](?={letter})", "-(?={letter})|(?<![cdjlmnst]|[Qq][Uu])'(?={letter})"), patch("[-'](?={letter})", "'(?={letter})|-(?!(?:[cdjlmnst]|qu)')(?={letter})"), hint="Elision is looked for at the beginning of a word: va-t'en, entr'ouvert and d'aujourd'hui show why."),
    Misconception("splits at hyphens", patch("[-'](?={letter})", "'(?={letter})"), hint="arc-en-ciel is one word; a hyphen between two letters stays inside."),
    Misconception("keeps hyphens at the edges of words", patch("[-'](?={letter})", "-|'(?={letter})"), hint="A hyphen is inside a word only when a letter or digit stands on each side."),
    Misconception("keeps several hyphens or apostrophes in a row", patch("[-'](?={letter})", "[-']+(?={letter})"), hint="A hyphen stays inside a word when a letter or digit stands on each side of it; in -- none has that."),
    Misconception("splits letters from digits", patch("return re.findall(", "return re.findall(r\"[0-9]+(?:[.,][0-9]+)*|[^\\W\\d_]+'(?=[^\\W_])|[^\\W\\d_](?:[^\\W\\d_]|[-'](?=[^\\W\\d_]))*|\\S\" if re.search(\"[0-9][^\\\\W\\\\d_]|[^\\\\W\\\\d_][0-9]\", text) else "), hint="A run of letters and digits is one word: MP3, 4x4."),
    Misconception("turns hyphens into blanks", patch(NFC, 'unicodedata.normalize("NFC", text).replace("-", " ")'), hint="peut-être is perhaps; peut être is may be."),
    Misconception(
        "loses digits",
        patch('letter = r"[^\\W_]"', 'letter = r"[^\\W\\d_]"', ALL, 'rf"{elided}|{word}|[^\\s\\d]"'),
        patch(NFC, 're.sub(r"\\d", "", unicodedata.normalize("NFC", text))'),
        hint="Numbers have to be translated, too. A run of letters and digits is a word.",
    ),
    Misconception("splits digits one by one", patch('letter = r"[^\\W_]"', 'letter = r"[^\\W\\d_]"'), hint="2012 is one token: a digit is part of a word as a letter is."),
    Misconception(
        "replaces numbers by 0",
        patch(NFC, 're.sub(r"\\d", "0", unicodedata.normalize("NFC", text))'),
        patch(NFC, 're.sub(r"\\d+", "0", unicodedata.normalize("NFC", text))'),
        hint="Some systems do that on purpose and copy the number later. This tokeniser keeps digits.",
    ),
    Misconception("splits numbers at the comma and full stop", patch("|(?<=\\d)[.,](?=\\d)", ""), patch("(?<=\\d)[.,](?=\\d)", "(?<=\\d),(?=\\d)"), hint="3,5 is one number. A comma or full stop between two digits stays inside."),
    Misconception("keeps any comma or full stop inside words", patch("|(?<=\\d)[.,](?=\\d)", "|[.,](?={letter})"), patch("(?<=\\d)[.,](?=\\d)", "[.,](?=\\d)"), patch("(?<=\\d)[.,](?=\\d)", "(?<=\\d)[.,](?={letter})"), hint="Only between two digits: in \"fin.suite\" the stop ends a sentence."),
    Misconception("keeps a comma or full stop after a digit", patch("(?<=\\d)[.,](?=\\d)", "(?<=\\d)[.,]"), hint="In \"il en a 3.\" the stop is no part of the number: a digit has to follow."),
    Misconception("makes tokens of no-break spaces", patch("\\S\"", "[^ \\t\\n]\""), patch("\\S\"", "\\S|\\u202f|\\u00a0\""), hint="U+00A0 and U+202F are white space like any other: dropped."),
    Misconception("glues marks that stand together", patch("|\\S\"", "|[^\\w\\s]+|_\""), patch("|\\S\"", "|[.]{{3}}|\\S\""), hint="\"...\" is three tokens by the docstring, and \"?!\" two."),
    Misconception("takes the underscore for a letter", patch('r"[^\\W_]"', 'r"\\w"'), patch("(?:{letter}|[-']", "(?:\\w|[-']"), hint="`\\w` is letters, digits and the underscore; the docstring wants only the first two."),
    Misconception("keeps only some punctuation marks", patch("|\\S\"", "|[.,!?;:'()-]\""), hint="Every other character is a token: «, », …, %, € and what you have not thought of."),
    Misconception("gives back an iterator or a tuple", patch("return re.findall(", "return iter(re.findall(", "re.IGNORECASE)", "re.IGNORECASE))"), patch("return re.findall(", "return tuple(re.findall(", "re.IGNORECASE)", "re.IGNORECASE))"), hint="A list is asked for: an iterator has no length and is used up after one go, and a tuple never equals a list."),
    Misconception("gives back text", patch("return re.findall(", "return ' '.join(re.findall(", "re.IGNORECASE)", "re.IGNORECASE))"), hint="A list of tokens is asked for."),
    Misconception("gives [''] for an empty text", patch("re.IGNORECASE)", "re.IGNORECASE) or ['']"), hint="An empty text has no tokens: []."),
]

UNKNOWN = "(stoi.get(token, unknown) for token in tokens)"
NUMERICALIZE = [
    Misconception("has no <unk>", patch(UNKNOWN, "(stoi[token] for token in tokens)"), hint="A word that was never seen raises KeyError here, at the first test sentence. Give it the index of <unk>."),
    Misconception("leaves out unknown words", patch(UNKNOWN, "(stoi[token] for token in tokens if token in stoi)"), hint="The sentence gets shorter and the model never learns that something stood there. Put <unk> in its place."),
    Misconception("forgets <eos>", patch(', stoi["<eos>"]]', "]"), hint="Without <eos> the decoder never learns to stop."),
    Misconception("forgets <eos> on the source", patch(', stoi["<eos>"]]', ', *([stoi["<eos>"]] if add_bos else [])]'), hint="<eos> ends every sentence, the source's too."),
    Misconception("forgets <eos> when a sentence is empty", patch("return [", "return [] if not tokens else ["), patch("return [", "return beginning if not tokens else ["), hint="An empty sentence still ends: its list holds <eos>. A row of length 0 cannot be packed."),
    Misconception("puts <bos> on the source", patch(' if add_bos else []', ""), hint="The source begins with its first word. Only the target, which the decoder starts from, has <bos>."),
    Misconception("puts <bos> on the source by default", patch("add_bos: bool = False", "add_bos: bool = True"), hint="Who does not ask for <bos> does not get it: the default is False."),
    Misconception("never adds <bos>", patch("beginning = [stoi[\"<bos>\"]] if add_bos else []", "beginning = []"), hint="With `add_bos=True` the list begins with <bos>."),
    Misconception("puts <bos> and <eos> the wrong way round", patch('[stoi["<bos>"]]', '[stoi["<eos>"]]', ', stoi["<eos>"]]', ', stoi["<bos>"]]'), hint="bos is the beginning of the sentence, eos its end."),
    Misconception("adds <bos> where it is not asked for, and not where it is", patch("if add_bos", "if not add_bos"), hint="Look at the condition: `add_bos=True` asks for <bos>."),
    Misconception(
        "fixes the special indices by hand",
        patch('stoi["<bos>"]', "2", 'stoi["<unk>"]', "0", 'stoi["<eos>"]', "3"),
        patch('stoi["<eos>"]', "3"),
        patch('stoi["<unk>"]', "0"),
        hint="Where <unk>, <bos> and <eos> stand is the vocabulary's to say. Look them up.",
    ),
    Misconception("takes the index 0 for not found", patch(UNKNOWN, "(stoi.get(token) or unknown for token in tokens)"), hint="`0 or x` is x. Use the second value of `get`, or `in`."),
    Misconception("writes unknown words into the vocabulary", patch(UNKNOWN, "(stoi.setdefault(token, len(stoi)) for token in tokens)"), patch(UNKNOWN, "(stoi.setdefault(token, unknown) for token in tokens)"), hint="Looking up changes nothing. A new index has no row in the embedding."),
    Misconception("lets a defaultdict take in what it is asked for", patch(UNKNOWN, "(stoi[token] if hasattr(stoi, 'default_factory') else stoi.get(token, unknown) for token in tokens)"), hint="`stoi[token]` of a defaultdict adds the token. `get` and `in` do not."),
    Misconception("looks words up in lower case", patch("stoi.get(token, unknown)", "stoi.get(token.lower(), unknown)"), patch("stoi.get(token, unknown)", "stoi.get(token, stoi.get(token.lower(), unknown))"), hint="Tokens are looked up as they are: whoever wants lower case does it in the tokeniser."),
    Misconception("looks words up without accents", patch("stoi.get(token, unknown)", 'stoi.get("".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c)), unknown)'), hint="où is not ou: look the token up as it is."),
    Misconception("counts each unknown word once", patch(UNKNOWN, "(stoi.get(token, unknown) for position, token in enumerate(tokens) if token in stoi or token not in tokens[:position])"), hint="Two unknown words are two <unk>: each token has its index."),
    Misconception("takes <pad> for unknown words", patch('unknown = stoi["<unk>"]', 'unknown = stoi["<pad>"]'), hint="<pad> is masked: the model would not see that a word stood there."),
    Misconception("gives back floats", patch("return [*", "return [float(i) for i in [*", ', stoi["<eos>"]]', ', stoi["<eos>"]]]'), hint="Indices are whole numbers: an embedding has no row 4.0."),
    Misconception("gives back a tensor, a tuple or an iterator", *(patch("return [*", f"return {made}([*", ', stoi["<eos>"]]', ', stoi["<eos>"]])') for made in ("__import__('torch').tensor", "tuple", "iter")), hint="A list of whole numbers is asked for; tensors are made of whole batches, when the lengths are known (Q8)."),
    Misconception("leaves out <eos> where it stands already", patch("return [*beginning, *" + UNKNOWN + ', stoi["<eos>"]]', 'return [*beginning, *' + UNKNOWN + ', *([] if tokens and tokens[-1] == "<eos>" else [stoi["<eos>"]])]'), hint="`<eos>` comes last, always. One that stands in the text is a token like any other."),
    Misconception("takes special tokens in the text for unknown", patch(UNKNOWN, '(unknown if token.startswith("<") else stoi.get(token, unknown) for token in tokens)'), hint="Tokens are looked up as they are, whatever they look like."),
    Misconception("strips tokens before looking them up", patch("stoi.get(token, unknown)", "stoi.get(token.strip(), unknown)"), hint="Tokens are looked up as they are; white space is the tokeniser's business."),
    Misconception("gives back the tokens", patch("return [*beginning, *" + UNKNOWN + ', stoi["<eos>"]]', 'return ["<bos>"] * add_bos + [t if t in stoi else "<unk>" for t in tokens] + ["<eos>"]'), hint="The model reads indices: look each token up in `stoi`."),
]

GLUED = """(len(left) > 1 and left.endswith("'")) or left == "(" or right in (".", ",", "…", ")")"""


def by_replacing(tokens):
    text = " ".join(tokens).replace("' ", "'").replace("( ", "(").replace("« ", "«\u00a0")
    for mark in ".,…)":
        text = text.replace(" " + mark, mark)
    for mark in "!?;":
        text = text.replace(" " + mark, "\u202f" + mark)
    for mark in ":»":
        text = text.replace(" " + mark, "\u00a0" + mark)
    return text


DETOKENIZE = [
    Misconception("replaces in the joined text", by_replacing, hint="Once joined, the text no longer shows where a token begins and ends: an apostrophe alone looks like l', and ?! like ?. Go through the pairs of neighbours."),
    Misconception("joins with blanks only", patch("gap(left, right) + right", '" " + right'), hint="\"C' est l' été .\" is not how French is written: go through the rules for each pair of neighbours."),
    Misconception("puts no spaces at all", patch("gap(left, right) + right", "right"), hint="Between two words stands a space."),
    Misconception("leaves a blank after an elision", patch("""(len(left) > 1 and left.endswith("'")) or """, ""), hint="Nothing stands after l', d', qu': l'été."),
    Misconception("glues what follows any apostrophe", patch("len(left) > 1 and ", ""), hint="An apostrophe alone is a mark, no elision: look at the length of the token."),
    Misconception("knows l' only", patch("""left.endswith("'")""", """left.lower() == "l'\""""), patch("""left.endswith("'")""", """left.lower() in {w + "'" for w in "c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split()}"""), patch("len(left) > 1", "len(left) == 2"), hint="d', qu', s', jusqu'... any token that ends with an apostrophe."),
    Misconception("glues words with an apostrophe inside", patch("""left.endswith("'")""", """"'" in left"""), hint="aujourd'hui has an apostrophe, and a space after it."),
    Misconception("sets ! ? ; as in English", patch('return "\\u202f"', 'return ""'), hint="French puts a narrow no-break space, U+202F, before ! ? and ;."),
    Misconception("puts a plain blank before ! ? ;", patch('return "\\u202f"', 'return " "'), hint="A plain blank lets the mark fall to the next line. U+202F does not break."),
    Misconception("puts plain blanks for both no-break spaces", patch('return "\\u202f"', 'return " "', 'return "\\u00a0" if', 'return " " if'), hint="Before ! ? ; : » and after « French has a space at which no line breaks: U+202F before ! ? ; and U+00A0 for the others."),
    Misconception("swaps the two no-break spaces", patch('return "\\u202f"', 'return "\\u00a0"', 'return "\\u00a0" if', 'return "\\u202f" if'), hint="The narrow U+202F stands before ! ? ; and the wider U+00A0 before : » and after «."),
    Misconception("looks at a part of the token", patch('right in (".", ",", "…", ")")', 'right in ".,…)"', 'right in ("!", "?", ";")', 'right in "!?;"', 'right in (":", "»")', 'right in ":»"'), patch('right in (".", ",", "…", ")")', 'right[0] in ".,…)"', 'right in ("!", "?", ";")', 'right[0] in "!?;"', 'right in (":", "»")', 'right[0] in ":»"'), hint='`in` between two strings asks for a part, and `token[0]` is one: "?!" and "..." are tokens of their own. Compare whole tokens.'),
    Misconception("takes U+00A0 for U+202F", patch('return "\\u202f"', 'return "\\u00a0"'), hint="Before ! ? ; the space is narrow: U+202F."),
    Misconception("takes U+202F for U+00A0", patch('return "\\u00a0" if', 'return "\\u202f" if'), hint="Before the colon and inside « » the no-break space is a full one: U+00A0."),
    Misconception("puts a plain blank before : and inside « »", patch('return "\\u00a0" if', 'return " " if'), hint="The space before a colon and inside French quotation marks does not break: U+00A0."),
    Misconception("sets the colon with the narrow space", patch('("!", "?", ";")', '("!", "?", ";", ":")'), hint="The colon has U+00A0, as « » have."),
    Misconception("sets the semicolon otherwise than ! and ?", patch('("!", "?", ";")', '("!", "?")'), patch('("!", "?", ";")', '("!", "?")', '(".", ",", "…", ")")', '(".", ",", "…", ")", ";")'), patch('("!", "?", ";")', '("!", "?")', '(":", "»")', '(":", ";", "»")'), hint="; goes with ! and ?: U+202F."),
    Misconception("sets the colon as in English", patch('(".", ",", "…", ")")', '(".", ",", "…", ")", ":")'), hint="French puts U+00A0 before the colon."),
    Misconception("forgets the space after «", patch(' or left == "«"', ""), hint="« and » have a no-break space on the inner side: after the first, before the second."),
    Misconception("sets quotation marks tight, as in English", patch(' or left == "("', ' or left in ("(", "«")', '"…", ")")', '"…", ")", "»")'), hint="French quotation marks have U+00A0 inside."),
    Misconception("takes « and » for one another", patch('(":", "»")', '(":", "«")', 'left == "«"', 'left == "»"'), hint="« opens and » closes."),
    Misconception("leaves a blank after (", patch(' or left == "("', ""), hint="( stands against what follows."),
    Misconception("leaves a blank before . , …", patch('(".", ",", "…", ")")', '(")",)'), patch('(".", ",", "…", ")")', '(",", "…", ")")'), patch('(".", ",", "…", ")")', '(".", "…", ")")'), hint="Comma, full stop and … stand against the word before."),
    Misconception("leaves a blank before … or )", patch('"…", ")")', '")")'), patch('"…", ")")', '"…")'), hint="… and ) stand against the word before, as the full stop does."),
    Misconception("looks at the no-break spaces first", patch("        if " + GLUED + ':\n            return ""\n', "", 'return "\\u00a0" if right in (":", "»") or left == "«" else " "', 'if right in (":", "»") or left == "«":\n            return "\\u00a0"\n        return "" if ' + GLUED + ' else " "'), patch("        if " + GLUED, '        if left == "«":\n            return "\\u00a0"\n        if ' + GLUED), hint="The rules stand in their order, and the first that applies counts: after ( there is nothing, even before »."),
    Misconception("begins with a blank", patch('"".join(tokens[:1]) +', '" " * bool(tokens) + "".join(tokens[:1]) +'), hint="Spaces stand between two tokens; none before the first."),
    Misconception("ends with a blank", patch("for left, right in pairwise(tokens))", 'for left, right in pairwise(tokens)) + " " * bool(tokens)'), hint="Spaces stand between two tokens; none after the last."),
    Misconception("cuts off the last character", patch("for left, right in pairwise(tokens))", "for left, right in pairwise([*tokens, '']))[:-1]"), hint="After l' or ( no space was added: what you cut off at the end is then part of the token. Put spaces between tokens only."),
    Misconception("sets other brackets like ( and )", patch('left == "("', 'left in ("(", "[")', '"…", ")")', '"…", ")", "]")'), hint="The rules speak of ( and ) only."),
    Misconception("fails on an empty list", patch('"".join(tokens[:1])', "tokens[0]"), hint="No tokens give an empty text: `tokens[0]` does not exist there."),
    Misconception("begins with an upper-case letter, come what may", patch('"".join(tokens[:1])', '"".join(tokens[:1]).capitalize()'), hint="Only the spaces are yours to set; the tokens stay as they are."),
    Misconception("closes up a mark and what follows", patch('left == "("', 'left in ("(", "-", \'"\', "%")'), patch('left == "("', 'left in ("(", ".", ",")'), hint="After every mark but ( there is a space."),
    Misconception("closes up marks in a row", patch('left == "("', 'left == "(" or (left in "!?" and right in "!?")'), hint="The rules make no exception for ? and ! in a row: U+202F stands before each."),
    Misconception("closes up hyphens", patch('left == "("', 'left in ("(", "-")', '"…", ")")', '"…", ")", "-")'), hint="A hyphen that is a token of its own stood alone: arc-en-ciel is one token already."),
]
