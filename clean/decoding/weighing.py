"""Encodings tried on a sample, and what each reading would cost as writing.

The cheapest is the likeliest (`clean.decoding.plausible`); how likely, its distance to the next says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clean.decoding.cheapest import CHANGE
from clean.decoding.decode import decode, draft
from clean.decoding.encodings import ALIKE, ENOUGH, FEW, PLAIN, SMALL, TEMPER
from clean.decoding.pairs import familiar
from clean.decoding.plausible import LOST, bits, home
from clean.decoding.stored import Bytes, blocks
from clean.patterns import pattern

# So many signs are looked at in pairs: longer text shows by its signs alone what it is.
BRIEF = 64
# A chunk, or a file, may end inside a character; that is no loss to hold against it.
_CUT = pattern("[\udc00-\udcff]{1,3}\\Z")
_STRAY = pattern("[\udc00-\udcff]")
_ASCII = pattern("[\x00-\x7f]+")
# They have one row in EUC-JP and in GB 2312, and with them no reading is beyond doubt.
_KANA = pattern("[\u3041-\u30fa]")


class Reading(NamedTuple):
    """An encoding tried on the sample: its text, and what it costs in bits."""

    encoding: str
    text: str
    cost: float


def plain(sample: list[bytes]) -> Reading | None:
    """The reading that is strict and common Chinese, which no wrong reading ever is."""
    for name in ("gb18030", "big5", "big5hkscs"):
        text = "".join(_CUT.sub("", draft(chunk, name)) for chunk in sample)
        if (
            len(_ASCII.sub("", text)) >= ENOUGH
            and price(text) <= PLAIN
            and not _STRAY.search(text)
            and not _KANA.search(text)
        ):
            return Reading(name, text, 0.0)
    return None


def mend(sample: list[bytes], name: str, own: float) -> Reading:
    """The sample as the whole file would be read, each loss and each mixture at its price."""
    text, cost = "", own
    for chunk in sample:
        words, patches = decode(chunk, name)
        text += words
        cost += sum(LOST if patch.n < 2 else 2 * CHANGE for patch in patches)
    return Reading(name, text, cost + bits(text) - familiar(text[:BRIEF]))


def tried(sample: list[bytes], names: dict[str, float]) -> list[Reading]:
    """The sample read in each encoding, which costs so many bits by itself, cheapest first."""
    found = []
    for name, own in names.items():
        text = "".join(_CUT.sub("", draft(chunk, name)) for chunk in sample)
        found.append(Reading(name, text, own + bits(text) - familiar(text[:BRIEF])))
    return sorted(found, key=lambda reading: reading.cost)


def is_close(readings: list[Reading]) -> bool:
    """Whether another opinion is wanted: no Chinese, or dear, or a rival at hand."""
    best, *others = readings
    rival = min((r.cost for r in others if r.text != best.text), default=best.cost + 99)
    return rival - best.cost < 20 or price(best.text) > 12 or home(best.text) != "han"


def shares(readings: list[Reading]) -> list[tuple[str, float]]:
    """The encodings that read differently, and how likely each is, likeliest first."""
    different: dict[str, Reading] = {}
    for reading in readings:
        different.setdefault(reading.text, reading)
    odds: dict[str, float] = {}
    for text_reading in different.values():
        odd = 2 ** ((readings[0].cost - text_reading.cost) / TEMPER)
        odds[text_reading.encoding] = odds.get(text_reading.encoding, 0.0) + odd
    total = sum(odds.values())
    return [(name, round(odd / total, 4)) for name, odd in odds.items()]


def share(signs: re.Pattern[str], text: str) -> float:
    """The share of such signs in the text; FEW of them are none."""
    return max(len(signs.findall(text)) - FEW, 0) / max(len(text), 1)


@lru_cache(maxsize=1)  # the reading that wins is asked for twice
def price(text: str) -> float:
    """Bits a character above ASCII; 0 if there is none."""
    high = _ASCII.sub("", text)
    return bits(high) / len(high) if high else 0.0


def of_alike(data: Bytes, name: str) -> str:
    """Of encodings that share most characters the one that fits most bytes, and the first of these."""
    strays = dict[str, int]()
    for rival in ALIKE.get(name, ()) if len(data) > SMALL else ():
        drafts = (draft(block, rival) for _, block in blocks(data))
        strays[rival] = sum(len(_STRAY.findall(text)) for text in drafts)
        if not strays[rival]:
            return rival
    return min(strays, key=strays.__getitem__, default=name)
