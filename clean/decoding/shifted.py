"""Where a reading of double bytes shows that a byte too many or too few shifted it.

Half a character may be an ASCII letter, so all of it may be legal until such a letter stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from clean.decoding.encodings import SMALL
from clean.decoding.plausible import LOST
from clean.decoding.succession import ALONE, WORD, said
from clean.patterns import pattern

# Bits a character of the few signs before a shifted reading ends, pairs that stand together counted:
# right readings cost 8.
TORN = 11.5
# How a reading that a byte shifted ends: an ASCII sign that is half a character stands alone, or is
# taken in; one of seven shifted characters is for private use.
SEAM = pattern("[@-~\ue000-\uf8ff](?:(?<=[^\x00-\x7f][@-~])|(?<=[\ue000-\uf8ff]))")
# A letter that is no part of a word.
LONE = pattern("[@-~](?<=[^\x00-\x7f][@-~])(?![!-~])")
# So many signs before it are looked at; that fewer are dear says nothing.
BEHIND, LEAST = pattern("[^\x00-\x7f]{1,8}\\Z"), 3
# So much of a text beyond GB 2312, of so many signs looked at, is traditional script: of stretches
# of 4,096 signs of traditional news, law, poetry and talk 13 to 38 %, of simplified ones at most 5 %.
# Only there, and where characters are beyond GBK, a legal reading of GB18030 is searched for a shift:
# that takes as long as decoding.
BEYOND, SPREAD = 0.1, 4096
PRIVATE = pattern("[\ue000-\uf8ff]+")
_ASCII = pattern("[\x00-\x7f]")


def is_shifted(text: str) -> bool:
    """Whether a byte too many or too few shifts a reading of GBK; where it is long, only traditional script shows."""
    return (len(text) < SMALL or _is_traditional(text)) and is_torn(text, "gb18030")


def _is_traditional(text: str) -> bool:
    """Whether much of a text, looked at here and there, is beyond GB 2312."""
    spread = text[:: len(text) // SPREAD + 1]
    common = len(spread.encode("gb2312", "ignore").decode("gb2312"))
    return common < (1 - BEYOND) * len(spread)


def is_torn(text: str, encoding: str) -> bool:
    """Whether signs before a seam are dear, or cheaper without a byte, as where a byte more or less shifted them."""
    return is_strange(text) or any(
        _reads_better(signs + letter, encoding) for signs, letter in _before_letters(text)
    )


def is_strange(text: str) -> bool:
    """Whether signs before a seam are no words together."""
    for match in SEAM.finditer(text):
        signs = _before(text, match.start())
        if any(_is_dear(signs[at:]) for at in range(len(signs) - LEAST + 1)):
            return True
    return False


def _before(text: str, at: int) -> str:
    """The signs above ASCII before a place, eight at most."""
    run = BEHIND.search(text, max(at - 8, 0), at)
    return run.group() if run else ""


def _before_letters(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each letter that is no part of a word, and the letter."""
    for match in LONE.finditer(text):
        yield _before(text, match.start()), match.group()


def _reads_better(signs: str, encoding: str) -> bool:
    """Whether some signs and a letter alone behind them are cheaper as whole characters and a byte lost."""
    for at in range(len(signs) - 1):
        raw = signs[at:].encode(encoding, "replace")
        least = said(signs[at:]) + WORD + ALONE - LOST
        if any(_shorter(raw, drop, encoding) < least for drop in (0, 1)):
            return True
    return False


def _shorter(raw: bytes, drop: int, encoding: str) -> float:
    """What some bytes cost without one of them, as characters that are all above ASCII."""
    try:
        text = (raw[:drop] + raw[drop + 1 :]).decode(encoding)
    except UnicodeDecodeError:
        return inf
    return inf if _ASCII.search(text) else said(text)


def _is_dear(signs: str) -> bool:
    """Whether signs, those for private use left aside, are no words together."""
    seen = PRIVATE.sub("", signs)
    return said(seen) > TORN * len(seen) and len(seen) > 1
