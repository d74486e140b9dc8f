"""How much a decoded text looks like writing: its cost in bits.

A character costs -log2 of its share of running text in its script, and a penalty where
its script is not the text's own. One decoding of given bytes is likelier than another by
2 to the difference of their costs (Bayes, all encodings alike beforehand), so texts of
different lengths made from the same bytes compare fairly. Common simplified or
traditional Chinese costs about 10 bits a character, any wrong reading of it 14 to 20.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

from clean.decoding.hanzi import SIMPLIFIED, SPOKEN, TRADITIONAL

# A character of a script that is not the text's own: one in 256 of running text.
FOREIGN = 8.0
# What a script may be mixed with at home, and what each sign of the guest then costs more.
GUESTS = {"kana": {"han": 1.0}, "hangul": {"han": 4.0}}
# What a text in another script than Han must first earn; this is a reader of Chinese.
STRANGE = 6.0

# Nothing else stands in most Chinese lines: no script there is a foreign one.
_AT_HOME = {"", "han"}
# A Latin and a Cyrillic or Greek letter side by side: no word is written in two alphabets.
_TWO_ALPHABETS = {"cyrillic", "greek"}
_TORN_WORD = re.compile("[A-Za-z](?=[\u0370-\u052f])|[\u0370-\u052f](?=[A-Za-z])")

# A byte that fits no encoding: rarer than one in a million of a file worth reading.
LOST = 22.0

_ASCII = {" ": 5.0, "\n": 5.0, "\r": 5.0, "\t": 7.0} | dict.fromkeys(".,-()/:", 7.0)
_ASCII |= dict.fromkeys(
    "^`{|}~\\", 13.0
)  # the last bytes of characters more often than signs of a text
# The order of letters is that of English and Russian running text (any textbook's table).
_LATIN = {c: 4.0 + i / 6 for i, c in enumerate("etaoinshrdlcumwfgypbvkjxqz")}
_CYRILLIC = {c: 4.0 + i / 7 for i, c in enumerate("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")}
_ACCENTED = set("éèàùçêâîôûëïüöäßñáíóúãõåøæąęłżśćńőűěščřžýůı")
_ALPHABETS = {"GREEK", "HEBREW", "ARABIC", "THAI", "ARMENIAN", "GEORGIAN"}
_MARKS = {"，": 5.0, "、": 5.0, "。": 5.5} | dict.fromkeys("：；（）《》“”", 7.0)
_MARKS |= dict.fromkeys("\u3000\ue5e5‘’—…·〔〕！？％．", 9.0)  # U+E5E5: wide space of page editors
_HANGUL = set("이다는에을의가고하지로도기한사를은어자리인시대나서해그수아부정일전과제원상국성장")
_HAN = {
    c: float(b)
    for table in (TRADITIONAL, SIMPLIFIED, SPOKEN)
    for b, row in table.items()
    for c in row
}


def bits(text: str) -> float:
    """What the text costs in the script that makes it cheapest; 0 for an empty text.

    A lone surrogate stands for a byte that fits nowhere and costs LOST bits.
    """
    base, count = 0.0, dict[str, int]()
    for sign, n in Counter(text).items():
        script, cost = weigh(sign)
        base += n * cost
        count[script] = count.get(script, 0) + n
    base += FOREIGN * len(_TORN_WORD.findall(text)) if not _TWO_ALPHABETS.isdisjoint(count) else 0
    if count.keys() <= _AT_HOME:
        return base
    return base + min(_penalty(count, home) for home in ("han", *count))


def home(text: str) -> str:
    """The script in which the text is cheapest: han, kana, hangul, latin, cyrillic, ..."""
    count: Counter[str] = Counter()
    for sign, n in Counter(text).items():
        count[weigh(sign)[0]] += n
    return min(("han", *sorted(count)), key=lambda script: _penalty(count, script))


@lru_cache(maxsize=1 << 16)
def weigh(sign: str) -> tuple[str, float]:
    """A character's script and what it costs in bits where that script is at home.

    The script is '' for signs that are at home anywhere.
    """
    if sign < "\x80":
        return "", _ascii(sign)
    if sign in _HAN:
        return "han", _HAN[sign]
    if sign in _MARKS:
        return "", _MARKS[sign]
    name = unicodedata.name(sign, "").partition(" ")[0]
    known = _NAMED.get(name)
    return known(sign) if known else _other(sign, name)


def _penalty(count: Mapping[str, int], home: str) -> float:
    guests = GUESTS.get(home, {})
    shift = (
        n * (0.0 if script in ("", home) else guests.get(script, FOREIGN))
        for script, n in count.items()
    )
    return sum(shift) + (0.0 if home in ("", "han", "latin") else STRANGE)


def _ascii(sign: str) -> float:
    if sign.isalpha():
        return _LATIN[sign] if sign in _LATIN else _LATIN[sign.lower()] + 2
    if sign.isdigit():
        return 6.0
    return _ASCII.get(sign, 9.0 if sign.isprintable() else 20.0)


def _han(sign: str) -> tuple[str, float]:
    """By the level the national standards put it on: GB 2312, Big5, JIS X 0208."""
    if sign > "\uffff":
        return "han", 22.0
    if b"\xb0" <= sign.encode("gb2312", "replace")[:1] <= b"\xd7":
        return "han", 15.5
    if b"\xa4" <= sign.encode("big5", "replace")[:1] <= b"\xc6":
        return "han", 16.0
    if b"\xb0" <= sign.encode("euc_jp", "replace")[:1] <= b"\xcf":
        return "han", 16.5
    return "han", 17.0 if len(sign.encode("gb2312", "replace")) == 2 else 19.0


def _cyrillic(sign: str) -> tuple[str, float]:
    return "cyrillic", _CYRILLIC.get(sign, _CYRILLIC.get(sign.lower(), 9.0) + 2.5)


def _latin(sign: str) -> tuple[str, float]:
    return "latin", 7.0 if sign in _ACCENTED else (9.5 if sign.islower() else 11.0)


def _hangul(sign: str) -> tuple[str, float]:
    if sign in _HANGUL:
        return "hangul", 6.5
    return "hangul", 10.0 if len(sign.encode("euc_kr", "replace")) == 2 else 15.0


def _at(script: str, cost: float) -> Callable[[str], tuple[str, float]]:
    return lambda sign: (script, cost)


_NAMED = {
    "CJK": _han,
    "CYRILLIC": _cyrillic,
    "LATIN": _latin,
    "HANGUL": _hangul,
    "HIRAGANA": _at("kana", 5.5),
    "KATAKANA": _at("kana", 6.5),
    "KATAKANA-HIRAGANA": _at("kana", 6.5),
    "HALFWIDTH": _at("kana", 9.0),
    "COMBINING": _at("latin", 12.0),
    "FULLWIDTH": _at("", 11.0),
    "IDEOGRAPHIC": _at("", 11.0),
    "CIRCLED": _at("", 11.0),
    "DIGIT": _at("", 12.0),
    "BOX": _at("", 13.0),
}


def _other(sign: str, name: str) -> tuple[str, float]:
    kind = unicodedata.category(sign)
    if kind == "Cs":
        return "", LOST
    if kind.startswith("C"):
        return "", 20.0
    if not kind.startswith("L"):
        return "", 13.0
    return name.lower(), 5.0 if name in _ALPHABETS and not sign.isupper() else 7.5
