"""Whether two units say the same but for slips of single signs, or differ in a word.

In go two units' letters; out comes yes or no. A slip is a sign mistaken, dropped or put in, and
leaves pairs of signs that stand nowhere else in the text; a word differs between passages that
are built alike (`甲方…。乙方…。`), and is no slip however rare it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from os.path import commonprefix

from clean.likeness import as_like, shingles
from clean.readings.units import Unit

# A slip touches at most so many signs in a row.
SLIP = 2
# In a passage of so many letters, this share of the differences must be slips for certain.
LONG, ODD = 60, 0.5
# Signs that make another sentence where they come or go, or where one stands for another.
TURNING = frozenset("不未无非没勿莫否副代各再均仅")
OTHER = frozenset(
    "甲乙丙丁戊己上下前后内外左右东西南北中大小多少高低长短新旧强弱主次正副男女老幼"
    "进出入增减升降加扣买卖收支付借贷开关存取供需城乡省市县区镇村国年月季春夏秋冬"
    "〇零一二三四五六七八九十百千万亿两0123456789"
)
# Signs that readers and typists take for each other; of other common ones each is a word.
MISTAKEN = tuple(
    map(frozenset, ("日目曰", "人入八", "己已巳", "未末", "土士工", "大太犬", "干于千", "的地得"))
)
MISTAKEN += tuple(
    map(frozenset, ("在再", "和及与", "侯候", "徒徙", "拔拨", "园圆", "帐账", "戊戌戍"))
)

Difference = tuple[int, int, int, int]


class Slips:
    """Whether two units of a text say the same but for slips.

    `common` are the signs of which words are made, `least` is how many letters the units must
    have, `near` how alike they must be.
    """

    def __init__(
        self, parts: Sequence[Unit], common: frozenset[str], least: int, near: float
    ) -> None:
        self.parts = parts
        self.common = common
        self.least = least
        self.near = near

    def __call__(self, one: str, other: str) -> bool:
        """Compare two units."""
        if one == other:
            return True
        if not self.close(one, other):
            return False
        found = list(differences(one, other))
        odd = sum(self.slip(one, other, difference) for difference in found)
        return odd >= (1.0 if len(one) < LONG else ODD) * len(found)

    def close(self, one: str, other: str) -> bool:
        """Whether two units are alike, and no difference makes another sentence for certain."""
        if one == other:
            return True
        if min(len(one), len(other)) < self.least or not as_like(one, other, self.near):
            return False
        return not any(_turns(one[a:b], other[c:d]) for a, b, c, d in differences(one, other))

    def slip(self, one: str, other: str, difference: Difference) -> bool:
        """Whether a difference is no word, and one side of it stands like this only here."""
        a, b, c, d = difference
        word = self.word(one[a:b], other[c:d])
        return not word and (self.odd(one, a, b) or self.odd(other, c, d))

    def word(self, came: str, went: str) -> bool:
        """Whether both sides are common signs that nobody takes for each other."""
        if not (came and went) or any(came in group and went in group for group in MISTAKEN):
            return False
        return self.common >= {*came, *went}

    def odd(self, said: str, start: int, end: int) -> bool:
        """Whether the signs around a difference stand like this only here."""
        around = range(max(0, start - 1), min(end, len(said) - 1))
        return all(self.often[said[i : i + 2]] <= 1 for i in around)

    @cached_property
    def often(self) -> Counter[str]:
        """In how many units each pair of signs stands."""
        return Counter(gram for unit in self.parts for gram in shingles(unit.said))


def differences(one: str, other: str) -> Iterator[Difference]:
    """Where two strings differ: from and to in the one, from and to in the other."""
    head = len(commonprefix((one, other)))
    tail = len(commonprefix((one[head:][::-1], other[head:][::-1])))
    inner = one[head : len(one) - tail], other[head : len(other) - tail]
    for kind, *places in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        if kind != "equal":
            a, b, c, d = (head + place for place in places)
            yield a, b, c, d


def _turns(came: str, went: str) -> bool:
    """Whether a difference is too long for a slip, or makes another sentence for certain."""
    if max(len(came), len(went)) > SLIP or len(came) == len(went) == SLIP:
        return True
    lone = came if not went else went if not came else ""
    return bool(TURNING & {*lone}) or (bool(came and went) and {*came, *went} <= OTHER | TURNING)
