"""Where text shows that it may have been decoded wrongly: places that cannot be right.

Cheap patterns find them, and of those only the places from which some road leads back
(`clean.decoding.walking`) are told: stretches of signs that Chinese does not hold, and lines that
are dear as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from clean.decoding.hanzi import SIMPLIFIED, SPOKEN, TRADITIONAL
from clean.decoding.repairs import Repair
from clean.decoding.roads import BRIEF, ROADS
from clean.decoding.walking import GAIN, is_dear, walk_back
from clean.spans import uncommon

# How much of a long line on either side of a place is looked at with it, in characters.
AROUND = 10_000
# How far from its signs damage must show that a road leads back, in characters.
NEAR = 32
# So many looks in a row may lead nowhere before the next is set further off: 60 signs of rare text, a
# fifth of a millisecond each. Then 4,000 signs of it take 4 looks, and 200,000 take 6; 8,000 bytes of
# random characters take a third of the time that patience of 4 and steps of 4 took.
PATIENCE, STEP, MOST_STEPS = 2, 16, 8
# Bits a character above ASCII that a line must cost to be looked at as a whole, and where a road is known.
DEAR, DEAR_KNOWN = 12.0, 10.0
# Signs that Latin-1 and Windows-1252 show for bytes above 0x7F.
WESTERN = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
WESTERN_SIGN = re.compile("[\x80-\xff]")
# Three double bytes; of Big5 the second byte may be an ASCII letter.
WESTERN_PAIR = re.compile(f"[\x80-\xff][{WESTERN}@-~]")
WESTERN_RUN = re.compile(f"[\x80-\xff][{WESTERN}@-~](?:[{WESTERN}][{WESTERN}@-~]){{2}}")
# The first bytes of Chinese in UTF-8.
FIRSTS = (*range(0xE3, 0xEA), 0xEF)
# The roads on which a sign is not what one sign was.
OF_BYTES = [road for road in ROADS if not road.is_exchange]
# A look needs no second road that reads nearly all signs as another does.
LOOKED = [road for road in ROADS if not {"big5", "cp950"} & {road.right, road.wrong}]
# Signs beside the common characters that Chinese text is full of.
COMMON = "\u3000-\u301f\uff00-\uff5e‘’“”…—·○〇①-⑳\u2190-\u2193\u2500\u2501\u25a0-\u25cf★☆※°×÷±℃"
# Signs that wrong decoding seldom makes, and never alone: zero widths, and all above the first plane.
UNREAD = "\u200b-\u200f\u2060\ufe0f\ufeff\U00010000-\U0010ffff"
# Stands for any sign that common Chinese text does not hold, as no text of that kind holds it either.
RARE = "\ue000"
# Four of them within a dozen signs.
ODD = re.compile(f"{RARE}(?:[^\n]{{0,3}}?{RARE}){{3}}")
# Two of them together, or one in a short line.
ODD_LINE = re.compile(f"{RARE}(?:[^\n]{{0,3}}?{RARE}|[^\n]{{0,{BRIEF}}}$)", re.MULTILINE)
Spans = list[tuple[int, int]]


def mendable(text: str, known: frozenset[str]) -> Iterator[Repair]:
    """The repairs of the lines in which one of the patterns finds its sign, and of dear lines."""
    high = text if WESTERN_SIGN.search(uncommon(text)) else ""
    marked = _rare().sub(
        RARE, text
    )  # the large set is asked once, and compiled once: it takes 3 ms
    row = Looks()
    signs = [*_spans(_shifted(), text), *_spans(ODD, marked), *_spans(WESTERN_RUN, high)]
    strong = list(_stretches(text, signs, known, row))
    signs = _spans(ODD_LINE, marked) + _spans(WESTERN_PAIR, high)
    lines = _apart(strong, _lines_of(text, signs))
    weak = _dear_lines(text, lines, known, Looks(row.failed))
    for start, _, repairs in sorted([*strong, *weak], key=itemgetter(0)):
        for repair in repairs:
            yield repair._replace(start=start + repair.start, end=start + repair.end)


def _spans(sign: re.Pattern[str], text: str) -> Spans:
    return [match.span() for match in sign.finditer(text)]


class Walked(NamedTuple):
    """A part of the text from which some road seemed to lead back, and the repairs that are believed."""

    start: int
    end: int
    repairs: Sequence[Repair]


def _apart(
    stretches: Sequence[Walked], lines: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The lines that none of the stretches touches; both are in order."""
    for start, end in lines:
        before = bisect_left(stretches, end, key=itemgetter(0))
        if not before or stretches[before - 1].end <= start:
            yield start, end


@dataclass
class Looks:
    """Looks at a text, one behind the other; where many in a row led nowhere, fewer are taken.

    One leads somewhere that finds a repair.
    """

    failed: int = 0
    end: int = 0
    next: int = 0

    def led(self, end: int) -> None:
        """The look that ended here led somewhere."""
        self.failed, self.end, self.next = 0, end, end

    def fail(self, start: int, end: int) -> None:
        """A look led nowhere: the next is set off STEP times as far each time, in text that is dense."""
        apart = start - max(self.end, self.next) > NEAR and self.end > 0
        self.failed = 1 if apart else self.failed + 1
        self.end = end
        self.next = end + NEAR * (STEP ** min(max(self.failed - PATIENCE, 0), MOST_STEPS) - 1)


def _lines_of(text: str, signs: Spans) -> Iterator[tuple[int, int]]:
    """The lines that hold such signs, cut off where they are long."""
    done = 0
    for at, _ in sorted(signs):
        if at >= done:
            start, done = _line(text, at, at + 1, AROUND)
            yield start, done


def _dear_lines(
    text: str, lines: Iterable[tuple[int, int]], known: frozenset[str], row: Looks
) -> Iterator[Walked]:
    """Lines that are dear as writing, from which some road leads back."""
    limit = DEAR_KNOWN if known else DEAR
    for start, end in lines:
        line = text[start:end]
        if end > row.next and is_dear(line, limit):
            found = walk_back(line, known=known) if _line_leads_back(line) else []
            if found:
                row.led(end)
                yield Walked(start, end, found)
            else:
                row.fail(start, end)


def _stretches(text: str, signs: Spans, known: frozenset[str], row: Looks) -> Iterator[Walked]:
    """The lines around what the patterns found, of a long line the part near it.

    Only where some road leads back from the signs and their neighbours: rare characters
    in a list stand in much text that is right.
    """
    last = 0
    for start, end in sorted(signs):
        if end <= last or start < row.next:
            continue
        last = _line(text, start, end, NEAR)[1]
        if not _leads_back(text[start:last]):
            row.fail(start, last)
            continue
        head, last = _line(text, start, end, AROUND)
        head = max(head, row.end)
        found = walk_back(text[head:last], known=known)
        yield Walked(head, last, found)
        if found:
            row.led(last)
        else:
            row.fail(start, last)


@lru_cache(maxsize=1024)  # the second pass asks again of the same stretches, and of the same lines
def _leads_back(near: str) -> bool:
    """Whether some road leads back from the text near a sign; its end may cut a character in two."""
    return bool(
        walk_back(near, GAIN / 2, roads=LOOKED) or walk_back(near[:-1], GAIN / 2, roads=OF_BYTES)
    )


@lru_cache(maxsize=1024)
def _line_leads_back(line: str) -> bool:
    return bool(walk_back(line, GAIN / 2, roads=LOOKED))


def _line(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """The line that holds a span, cut off so far before and after it."""
    low, high = max(start - reach, 0), min(end + reach, len(text))
    head, tail = text.rfind("\n", low, start) + 1, text.find("\n", end, high)
    return max(head, low), tail if tail >= 0 else high


@cache
def _shifted() -> re.Pattern[str]:
    """UTF-8 read as GB18030: the first byte and a half of a character, then half and first.

    And letters of Latin-1 in UTF-8 read so, as many as Chinese never holds in a row.
    """
    firsts, rest = FIRSTS, [byte for byte in range(0x80, 0xC0) if byte != 0x7F]
    head = _signs((lead, byte) for lead in firsts for byte in rest)
    tail = _signs((byte, lead) for byte in rest[1:] for lead in firsts)
    letters = _signs((lead, byte) for lead in (0xC2, 0xC3) for byte in range(0x80, 0xC0))
    # One set first: a search for one sign skips what a search for either way on tries.
    return re.compile(
        f"[{head}{letters}](?:(?<=[{letters}])[{letters}]{{5}}|(?<=[{head}])[{tail}])"
    )


def is_cut(text: str, at: int) -> bool:
    """Whether UTF-8 read as GB18030 stands before a place, and a character is cut there."""
    raw = text[max(at - 1, 0) : at].encode("gb18030", "replace")
    begun = len(raw) == 2 and raw[0] in FIRSTS and raw[1] in range(0x80, 0xC0)
    return begun or bool(_shifted().match(text, max(at - 2, 0), at))


def _signs(pairs: Iterable[tuple[int, int]]) -> str:
    return "".join(bytes(pair).decode("gb18030") for pair in pairs)


@cache
def _rare() -> re.Pattern[str]:
    """Any sign but those that common Chinese text holds."""
    return re.compile(f"[^\x00-\x7f{COMMON}{UNREAD}{''.join(sorted(_common()))}]")


@cache
def _common() -> frozenset[str]:
    """The characters that common Chinese text holds."""
    tables = (*SIMPLIFIED.values(), *TRADITIONAL.values(), *SPOKEN.values())
    return frozenset("".join(tables))
