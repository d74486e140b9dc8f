"""What a sign costs behind another, in damaged bytes.

By itself it costs what `clean.decoding.plausible` says; less behind one that it often stands
with (`clean.decoding.pairs`), more where it is a letter of ASCII behind Chinese.
"""

from __future__ import annotations

from functools import lru_cache

from clean.decoding.pairs import familiar
from clean.decoding.plausible import FOREIGN, weigh

# A letter of ASCII behind Chinese begins a word: one character in 626 of running text is followed by
# one, and one of nine such letters stands alone. In double bytes most are half a character. Capitals
# are dear elsewhere, but not there, and of the other signs their own cost has most of that.
WORD, ALONE = 9.3, 3.1
CAPITAL, NO_LETTER = 3.0, 6.0
# Remembered for such a letter.
INITIAL = "\x00"
_HOME = ("", "han", "kana", "hangul")


@lru_cache(maxsize=1 << 14)
def price(text: str) -> float:
    """What a sign costs by itself; a letter and its accent together."""
    weighed = [weigh(sign) for sign in text]
    return sum(cost + FOREIGN * (script not in _HOME) for script, cost in weighed)


def last_of(last: str, sign: str) -> str:
    """What is remembered behind a sign: itself, INITIAL for a letter behind Chinese, the last one for none."""
    return (INITIAL if _begins_word(last, sign) else sign) or last


def _begins_word(last: str, sign: str) -> bool:
    return "@" <= sign <= "~" and last > "\x7f"


@lru_cache(maxsize=1 << 16)
def joint(last: str, sign: str) -> float:
    """What a sign costs more behind another, less where they often stand together."""
    if last == INITIAL:
        return ALONE * (sign > "\x7f")
    if _begins_word(last, sign):
        return WORD - CAPITAL * sign.isupper() - NO_LETTER * (not sign.isalpha())
    return -familiar(last + sign)


def said(text: str) -> float:
    """What signs above ASCII cost together."""
    return sum(map(price, text)) - familiar(text)
