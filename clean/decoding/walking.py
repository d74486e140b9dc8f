"""Roads walked back, and which repair is believed.

A repair is believed where the damaged text is dear as writing and the repaired one cheap
(`clean.decoding.plausible`, `clean.decoding.pairs`); a line wholly on one road needs less
evidence than a stretch of a line, and either less where the text shows the road elsewhere. Damage done
twice is mended by walking back twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from clean.decoding.halves import behind_loss, is_utf8
from clean.decoding.pairs import familiar
from clean.decoding.plausible import bits
from clean.decoding.repairs import Repair, amend
from clean.decoding.roads import LOST, ROADS, Road, as_chinese
from clean.patterns import pattern

# What one repair of a stretch must save in bits, and each for every new character above ASCII; what
# the repairs of a line must save that leave nothing in it as it came, with familiar pairs or none. Of
# 30,000 clean words and lines of fifteen scripts none saves more than 12.
GAIN, LINE, STRANGE, EACH = 24.0, 12.0, 17.0, 2.0
# What a line must save more where double bytes were read as other double bytes: of 570,000 words one
# in 100,000 saves more than 12, and none that makes familiar pairs more than 13.
SWAPPED = 2.0
# A line is likelier damaged in one stretch than in two.
SEAM = 6.0
# How much less where the road is known.
KNOWN = 8.0
# What every road after the first must save besides: damage done twice is rarer than once.
AGAIN = 16.0
# The dearest repaired text believed, bits a character above ASCII; common Chinese costs 8. Of UTF-8,
# which other bytes seldom are, and from Western letters, which are seldom so many, dearer text is
# believed: poems in traditional script cost up to 14.
DEAR, DEAREST = 13.0, 14.5
# What a sign for private use is cheaper by behind another: there are fonts of such signs.
PRIVATE = 7.0
# The same for a name, of so many signs, beside a repair that is believed: GB 2312 costs at most 15.5.
RAREST, NAME = 15.5, 4
# Fewer signs than this are not worth a second road: they cannot save enough.
SHORT = 2
# So many of the letters in words of any language that Latin-1 can write have accents.
ACCENTED = 0.4
# Longer lines show what else is looked for.
MOST = 200
# How often text may have been damaged on its way.
TIMES = 3
_PRIVATE = pattern("(?<=[\ue000-\uf8ff])[\ue000-\uf8ff]")
_WIDE = pattern("[\u2e80-\U0010ffff]")
_HIGH = pattern("[^\x00-\x7f]")
_ASCII = pattern("[\x00-\x7f]+")
_LATIN = pattern("[\x80-\u017f]")


class Weighed(NamedTuple):
    """A repair, what it saves in bits, how much of that is proof, what its signs above ASCII cost, their number."""

    repair: Repair
    saved: float
    proof: float
    cost: float
    signs: int

    def holds(self, dearest: float, each: float = EACH) -> bool:
        """Whether the repaired text is cheap enough, and cheaper by enough."""
        return self.cost <= dearest * self.signs and self.saved >= each * self.signs


# The second pass asks again of the same lines.
_bits = lru_cache(maxsize=1024)(bits)


def is_dear(line: str, limit: float) -> bool:
    """Whether a line costs more than so many bits a character above ASCII.

    In letters with accents: whether they are many among its letters.
    """
    high = _ASCII.sub("", line)
    western = len(_LATIN.findall(high))
    if western * 2 > len(high):
        return western >= ACCENTED * sum(sign.isalpha() or sign > "\x7f" for sign in line)
    if not 1 < len(high) <= MOST:
        return False
    over = _bits(high) - limit * len(high)
    return over > 0 and over > familiar(line)


def walk_back(
    text: str,
    least: float = GAIN,
    known: frozenset[str] = frozenset(),
    times: int = TIMES,
    roads: Sequence[Road] = ROADS,
) -> list[Repair]:
    """The repairs of the road that saves most; a stretch must save at least so many bits.

    `known` names roads that the text shows elsewhere.
    """
    best: list[Weighed] = []
    most = 0.0
    for road in roads:
        tried = [_weighed(text, repair) for repair in _repairs(text, road, times)]
        if not tried:
            continue
        found = _believed(text, tried, road, least - KNOWN * (road.name in known))
        saved = sum(one.saved - SEAM for one in found)
        if saved > most:
            best, most = found, saved
    return [one.repair for one in best]


def _believed(text: str, tried: Sequence[Weighed], road: Road, least: float) -> list[Weighed]:
    """The repairs of one road that are believed: all of a line, or each stretch by itself."""
    dearest = DEAREST if road.right == "utf-8" or road.wrong in ("cp1252", "latin-1") else DEAR
    if _is_whole(text, tried):
        line = Weighed(tried[0].repair, *map(sum, zip(*(one[1:] for one in tried), strict=True)))
        paired = sum(familiar(one.repair.text) for one in tried) >= EACH * line.signs
        proven = least - GAIN + (LINE if paired else STRANGE) + SWAPPED * (dearest == DEAR)
        if line.signs > 1 and line.proof >= proven and line.holds(dearest):
            return [*tried]
    good = [one for one in tried if one.signs > 1 and one.holds(dearest)]
    if max((one.proof for one in good), default=0.0) < least:
        return []
    return [one for one in tried if one in good or (one.signs <= NAME and one.holds(RAREST))]


def _is_whole(text: str, tried: Sequence[Weighed]) -> bool:
    """Whether the repairs leave nothing above ASCII as it came."""
    came = (text[one.repair.start : one.repair.end] for one in tried)
    return sum(len(_HIGH.findall(part)) for part in came) == len(_HIGH.findall(text))


def _repairs(text: str, road: Road, times: int) -> Iterator[Repair]:
    for start, end in road.stretches(text):
        came = text[start:end]
        mended = _back(road, came, text[end : end + 1])
        if mended and mended != came:
            first, names = _deeper(mended, road, times - 1)
            yield _bare(start, came, first, ", ".join([*names, road.name]))


def _back(road: Road, came: str, after: str) -> str:
    """The text before the damage; '' where the road does not lead there."""
    if road.is_exchange and is_utf8(came):
        return ""
    if road.is_exchange and came[0] in LOST:
        return behind_loss(road, came, after)
    return road.back(came) if _HIGH.search(came) else ""


def _bare(start: int, came: str, mended: str, why: str) -> Repair:
    """The repair without the ASCII at its ends that stays as it is."""
    head = 0
    while came[head] == mended[head] < "\x80":
        head += 1
    tail = len(came)
    while came[tail - 1] == mended[tail - len(came) - 1] < "\x80":
        tail -= 1
    text = mended[head : len(mended) - len(came) + tail]
    return Repair(start + head, start + tail, text, why)


def _deeper(mended: str, road: Road, times: int) -> tuple[str, list[str]]:
    """A mended text, itself mended where it had been damaged before, and on which roads.

    Double bytes are not read as others twice.
    """
    high = _HIGH.findall(mended)
    done = len(high) < SHORT or sum(map(as_chinese, high)) <= DEAR * len(high)
    roads = [one for one in ROADS if not (road.is_exchange and one.is_exchange)]
    inner = [] if done or not times else walk_back(mended, times=times, roads=roads)
    return amend(mended, inner), list(dict.fromkeys(step.why for step in inner))


def _weighed(text: str, repair: Repair) -> Weighed:
    """A repair and what speaks for it; ASCII counts on both sides, for half a character may be ASCII."""
    came, high = text[repair.start : repair.end], _HIGH.findall(repair.text)
    cost = sum(map(as_chinese, high)) - familiar(repair.text)
    rest = sum(as_chinese(sign) for sign in repair.text if sign < "\x80")
    saved = bits(came) - familiar(came) - cost - rest - AGAIN * repair.why.count(",")
    saved -= PRIVATE * len(_PRIVATE.findall(came))
    return Weighed(repair, saved, saved * _varied(came), cost, len(high))


def _varied(came: str) -> float:
    """The share of different signs among those of double bytes: what stands twice proves once."""
    wide = _WIDE.findall(came)
    return len(set(wide)) / len(wide) if wide else 1.0
