"""Q6: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import re
import unicodedata
from collections import defaultdict

import numpy as np

ELIDED = ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]


def tokenize_by_characters(text):
    """character by character, no regular expressions"""
    text = unicodedata.normalize("NFC", text.replace("’", "'")) + "\0"
    tokens, word = [], ""
    for index, character in enumerate(text[:-1]):
        following = text[index + 1]
        inside = bool(word) and following.isalnum() and character in "-'"
        decimal = bool(word) and character in ".," and word[-1].isdecimal() and following.isdecimal()
        if character.isalnum() or inside or decimal:
            word += character
            if character == "'" and word[:-1].lower() in ELIDED:
                tokens.append(word)
                word = ""
            continue
        if word:
            tokens.append(word)
            word = ""
        if not character.isspace():
            tokens.append(character)
    return tokens + [word] * bool(word)


def tokenize_by_pieces(text):
    """first at white space, then piece by piece"""
    result = []
    for piece in unicodedata.normalize("NFC", text).replace("\u2019", "'").split():
        for part in re.findall(r"[^\W_]+(?:(?:[-']|(?<=\d)[.,](?=\d))[^\W_]+)*|.", piece):
            while True:
                head, apostrophe, rest = part.partition("'")
                if not rest or head.casefold() not in ELIDED:
                    break
                result.append(head + apostrophe)
                part = rest
            result.append(part)
    return result


def tokenize_lazily(text):
    """a list of what a scanner finds"""
    text = unicodedata.normalize("NFC", text.translate({0x2019: "'"}))
    scanner = re.compile(
        r"""(?P<elided>(?:(?i:(?:jus|lors|puis|quoi)?qu)|[cdjlmnstCDJLMNST])'(?=[^\W_]))
          | (?P<word>[^\W_](?:(?:[-'](?=[^\W_])|(?<=[0-9])[,.](?=[0-9]))?[^\W_])*)
          | (?P<sign>\S)""",
        re.VERBOSE,
    )
    return [match[match.lastgroup] for match in scanner.finditer(text)]


def tokenize_with_scanner(text):
    """re.Scanner, a callback for each kind of token"""
    keep = lambda scanner, token: token  # noqa: E731
    word = r"[^\W_](?:[^\W_]|[-'](?=[^\W_])|(?<=\d)[.,](?=\d))*"
    kinds = [(r"(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)'(?=[^\W_])", keep), (word, keep), (r"\s+", None), (r".", keep)]
    return re.Scanner(kinds, re.IGNORECASE | re.UNICODE).scan(unicodedata.normalize("NFC", text).replace("’", "'"))[0]


def numericalize_by_loop(tokens, stoi, add_bos=False):
    """a loop with tests"""
    indices = []
    if add_bos:
        indices.append(stoi["<bos>"])
    for token in tokens:
        if token in stoi:
            indices.append(stoi[token])
        else:
            indices.append(stoi["<unk>"])
    indices.append(stoi["<eos>"])
    return indices


def numericalize_with_names(tokens, stoi, add_bos=False):
    """the special tokens added as text first"""
    tokens = ["<bos>"] * add_bos + list(tokens) + ["<eos>"]
    return [stoi[token if token in stoi else "<unk>"] for token in tokens]


def numericalize_by_copy(tokens, stoi, add_bos=False):
    """a defaultdict of its own, an array of numpy"""
    table = defaultdict(lambda: stoi["<unk>"])
    table.update(stoi)
    return list(np.array([table[t] for t in (["<bos>"] if add_bos else []) + [*tokens, "<eos>"]], dtype=np.int64))


def numericalize_with_try(tokens, stoi, add_bos=False):
    """asking for forgiveness"""
    plain = dict(stoi)

    def look_up(token):
        try:
            return plain[token]
        except KeyError:
            return plain["<unk>"]

    return [*map(look_up, tokens if not add_bos else ["<bos>", *tokens]), plain["<eos>"]]


def detokenize_by_replacing(tokens):
    """private-use characters as gaps, then regular expressions"""
    text = "\ue000" + "\ue000".join(tokens) + "\ue000"
    gaps = "[\ue000-\ue003]"
    text = re.sub(r"(?<=[^\ue000-\ue003]')\ue000", "\ue001", text)
    text = re.sub(rf"(?<={gaps}\()\ue000", "\ue001", text)
    for marks, gap in (("[.,…)]", "\ue001"), ("[!?;]", "\ue002"), ("[:»]", "\ue003")):
        text = re.sub(rf"\ue000(?={marks}{gaps})", gap, text)
    text = re.sub(rf"(?<={gaps}«)\ue000", "\ue003", text)
    return text[1:-1].translate({0xE000: " ", 0xE001: "", 0xE002: "\u202f", 0xE003: "\u00a0"})


def detokenize_by_state(tokens):
    """token by token, with what the last one asks for"""
    text, pending = "", ""
    for number, token in enumerate(tokens):
        if number and pending is not None:
            if token in {".", ",", "…", ")"}:
                pending = ""
            elif token in {"!", "?", ";"}:
                pending = "\u202f"
            elif token in {":", "»"}:
                pending = "\u00a0"
            text += pending
        text += token
        pending = None if token == "(" or (token[-1:] == "'" and token != "'") else "\u00a0" if token == "«" else " "
    return text


def detokenize_from_table(tokens):
    """a table of the gaps before each mark"""
    before = dict.fromkeys(".,…)", "") | dict.fromkeys("!?;", "\N{NARROW NO-BREAK SPACE}") | dict.fromkeys(":»", "\N{NO-BREAK SPACE}")
    pieces = list(tokens[:1])
    for i in range(1, len(tokens)):
        left = tokens[i - 1]
        glued = left == "(" or (left.endswith("'") and left != "'")
        default = chr(160) if left == "«" else " "
        pieces += ["" if glued else before.get(tokens[i], default), tokens[i]]
    return "".join(pieces)
