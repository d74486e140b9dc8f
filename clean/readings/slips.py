"""Whether two units say the same but for slips of single signs, or differ in a word.

In go two units' letters; out comes yes or no. A slip is a sign mistaken, dropped or put in, and
leaves pairs of signs that stand nowhere else in the text; a word differs between passages that
are built alike (`甲方…。乙方…。`), and is no slip however rare it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
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

# In hurt copies one word may be mistaken for another in so many letters.
WORD = 40
# How often a judgement of which copy is hurt is right.
RIGHT = 0.98
# So many signs on either side of a place must be the same where copies vote on it.
AROUND = 2

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
        if one == other or not self.close(one, other):
            return one == other
        found = differences(one, other)
        return self.unnamed(one, other) and any(self.certain(one, other, place) for place in found)

    def unnamed(self, one: str, other: str) -> bool:
        """Whether two units differ by what may be slips, and not in a sign as names have them."""
        found = differences(one, other)
        return self.likely(one, other) and not any(self.name(one, other, place) for place in found)

    def name(self, one: str, other: str, difference: Difference) -> bool:
        """Whether uncommon signs stand for each other, and both or neither of them elsewhere too."""
        a, b, c, d = difference
        rare = self.rare(one[a:b]) and self.rare(other[c:d])
        return rare and self.stands(one, a, b) == self.stands(other, c, d)

    def stands(self, said: str, start: int, end: int) -> bool:
        """Whether signs stand elsewhere too beside one that they stand beside here."""
        around = range(max(0, start - 1), min(end, len(said) - 1))
        return any(self.often[said[i : i + 2]] > 1 for i in around)

    def likely(self, one: str, other: str) -> bool:
        """Whether two units differ by what may be slips."""
        if one == other or not self.close(one, other):
            return one == other
        found = list(differences(one, other))
        odd = sum(self.slip(one, other, difference) for difference in found)
        return odd >= (1.0 if len(one) < LONG else ODD) * len(found)

    def close(self, one: str, other: str) -> bool:
        """Whether two units are alike, and no difference makes another sentence for certain."""
        if one == other:
            return True
        if min(len(one), len(other)) < self.least or not as_like(one, other, self.near):
            return False
        return not any(self.turns(one[a:b], other[c:d]) for a, b, c, d in differences(one, other))

    def turns(self, came: str, went: str) -> bool:
        """Whether a difference is too long for a slip, or makes another sentence for certain."""
        return turns(came, went)

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

    def certain(self, one: str, other: str, difference: Difference) -> bool:
        """Whether a difference is no other name (漳河, 沁河) and no longer one (公司, 分公司).

        A stranger stands for a common sign or a comma, signs that are taken for each other stand
        for each other, or a sign is lost of a word that stands elsewhere.
        """
        a, b, c, d = difference
        came, went = one[a:b], other[c:d]
        if not came or not went:
            long, short = ((one, a, b), (other, c, d)) if came else ((other, c, d), (one, a, b))
            if not short[1] or short[2] == len(short[0]):
                return False
            return self.stranger(came or went) or (self.known(*long) and self.odd(*short))
        mistaken = any(came in group and went in group for group in MISTAKEN)
        sides = ((came, went), (went, came))
        return mistaken or any(
            self.stranger(x) and (y.isdecimal() or self.common >= {*y}) for x, y in sides
        )

    def known(self, said: str, start: int, end: int) -> bool:
        """Whether the signs around a difference stand like this elsewhere too."""
        around = range(max(0, start - 1), min(end, len(said) - 1))
        return all(self.often[said[i : i + 2]] > 1 for i in around)

    def rare(self, said: str) -> bool:
        """Whether signs are uncommon, as in names."""
        return bool(said) and not said.isdecimal() and self.common.isdisjoint(said)

    def stranger(self, said: str) -> bool:
        """Whether a sign is uncommon and stands nowhere else."""
        return any(sign not in self.common and self.lone[sign] <= 1 for sign in said)

    @cached_property
    def lone(self) -> Counter[str]:
        """How often each sign stands."""
        return Counter("".join(unit.said for unit in self.parts))

    def odd(self, said: str, start: int, end: int) -> bool:
        """Whether the signs around a difference stand like this only here."""
        around = range(max(0, start - 1), min(end, len(said) - 1))
        return all(self.often[said[i : i + 2]] <= 1 for i in around)

    @cached_property
    def often(self) -> Counter[str]:
        """In how many units each pair of signs stands."""
        return Counter(chain.from_iterable(shingles(unit.said) for unit in self.parts))


class Hurt(Slips):
    """The same in a text whose copies are seen to be hurt.

    A sign dropped is a slip wherever it is, and one common sign for another in so many is.
    """

    def __call__(self, one: str, other: str) -> bool:
        """Compare two units."""
        return one == other or (self.close(one, other) and self.few_words(one, other))

    def few_words(self, one: str, other: str) -> bool:
        """Whether few of the differences are words."""
        sides = [(one[a:b], other[c:d]) for a, b, c, d in differences(one, other)]
        words = sum(self.word(*side) or self.garbled(*side) for side in sides)
        return words * WORD <= len(one)

    def against(self, one: str, other: str) -> bool:
        """Whether a difference tells that two units are no copies; a sign that is lost does not."""
        if one == other:
            return False
        sides = [(one[a:b], other[c:d]) for a, b, c, d in differences(one, other)]
        turned = any(
            self.turns(*side) and (all(side) or max(map(len, side)) > SLIP) for side in sides
        )
        return turned or not self.few_words(one, other)

    def turns(self, came: str, went: str) -> bool:
        """Two or three signs together are slips where strangers stand on both sides, or for two signs."""
        few = max(len(came), len(went)) <= SLIP + 1
        strange = few and self.stranger(came) and self.stranger(went)
        return not strange and not self.garbled(came, went) and turns(came, went)

    def garbled(self, came: str, went: str) -> bool:
        """Whether two strangers stand for two signs."""
        two = len(came) == len(went) == SLIP
        return two and any(all(map(self.stranger, side)) for side in (came, went))


class Faults:
    """Which of two copies is hurt where they differ.

    `bits` tells how much known signs cost; others must stand more than once in the text. Of 552
    places in copies hurt at 3 % 538 were judged right, 3 not at all.
    """

    def __init__(self, parts: Sequence[Unit], bits: Mapping[str, int]) -> None:
        self.parts = parts
        self.bits = bits
        self.seen = [1.0, 1.0]

    @cached_property
    def grams(self) -> Counter[str]:
        """How often each pair of signs stands; counted only where copies differ."""
        return Counter(chain.from_iterable(shingles(unit.said) for unit in self.parts))

    @cached_property
    def signs(self) -> Counter[str]:
        """How often each sign stands."""
        return Counter(chain.from_iterable(unit.said for unit in self.parts))

    def learn(self, one: str, other: str) -> None:
        """Count in which of two copies, the first or a later one, the hurt places are."""
        for k, places in enumerate(self.between(one, other) if one != other else ()):
            self.seen[k] += places

    def hurt(self, said: Sequence[str], copy: int, other: int) -> float:
        """In how many places a copy is hurt that another is not.

        Going by what other copies say there, by the places, and by how often copies that stand
        before or behind others are hurt.
        """
        if said[copy] == said[other]:
            return 0.0
        more = [words for k, words in enumerate(said) if k not in (copy, other)]
        mine, others = self.between(said[copy], said[other], more)
        usual = self.seen[copy > other] / sum(self.seen)
        return mine * _posterior(usual, RIGHT) + others * _posterior(usual, 1 - RIGHT)

    def between(self, one: str, other: str, more: Sequence[str] = ()) -> tuple[float, float]:
        """In how many places the one is hurt and the other is not, and the reverse.

        Where more copies say what either says, most are right. A place that tells nothing counts
        half on both sides.
        """
        hurt = [0.0, 0.0]
        for a, b, c, d in differences(one, other) if one != other else ():
            agree = [votes(one, a, b, more), votes(other, c, d, more)]
            odds = [self.strange(one, a, b), self.strange(other, c, d)]
            if agree[0] != agree[1]:
                hurt[agree[0] > agree[1]] += 1.0
            elif odds[0] == odds[1]:
                hurt = [hurt[0] + 0.5, hurt[1] + 0.5]
            else:
                hurt[odds[1] > odds[0]] += 1.0
        return hurt[0], hurt[1]

    def strange(self, said: str, start: int, end: int) -> tuple[int, float, int, int]:
        """How strange a place looks: rare signs, the share of rare pairs, how short, how uncommon."""
        rare = sum(sign not in self.bits and self.signs[sign] <= 1 for sign in said[start:end])
        around = range(max(0, start - 1), min(end, len(said) - 1))
        odd = sum(self.grams[said[i : i + 2]] <= 1 for i in around)
        cost = sum(self.bits.get(sign, 0) for sign in said[start:end])
        return rare, odd / (len(around) or 1), start - end, cost


def votes(said: str, start: int, end: int, more: Sequence[str]) -> int:
    """How many more copies say the same at a place and around it; at the ends units may be cut apart."""
    if not start or end == len(said):
        return 0
    here = said[max(0, start - AROUND) : end + AROUND]
    return sum(here in words for words in more)


def _posterior(prior: float, right: float) -> float:
    return prior * right / (prior * right + (1 - prior) * (1 - right))


def differences(one: str, other: str) -> Iterator[Difference]:
    """Where two strings differ: from and to in the one, from and to in the other."""
    head = len(commonprefix((one, other)))
    tail = len(commonprefix((one[head:][::-1], other[head:][::-1])))
    inner = one[head : len(one) - tail], other[head : len(other) - tail]
    for kind, *places in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        if kind != "equal":
            a, b, c, d = (head + place for place in places)
            yield a, b, c, d


def turns(came: str, went: str) -> bool:
    """Whether a difference is too long for a slip, or makes another sentence for certain."""
    if max(len(came), len(went)) > SLIP or len(came) == len(went) == SLIP:
        return True
    lone = came if not went else went if not came else ""
    return bool(TURNING & {*lone}) or (bool(came and went) and {*came, *went} <= OTHER | TURNING)
