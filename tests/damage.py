"""Seeded damage done to clean text: readings interleaved, copies, noise, repeats in place.

In goes a text as its list of sentences; out come the damaged file and the right answer.
Every function takes a `random.Random`, so a damage is named by its kind and its seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』》）)\]】]*|[^。！？]+\Z")
LOOKALIKES = dict(
    zip("日人己未土曰大工干的地得在再和及", "目入已末士日太土于地的的再在及和", strict=True)
)


def sentences(text: str) -> list[str]:
    """The text on one line, cut after its stops."""
    return SENTENCE.findall("".join(text.split()))


@dataclass(frozen=True)
class Damaged:
    """A damaged file, the sentences that must come out, and which stream unit is which."""

    text: str
    truth: list[str]
    stream: list[int] = field(default_factory=list)
    lanes: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """How readings are interleaved: run lengths, lags, skips, line lengths, the file's end."""

    readings: int = 2
    runs: tuple[int, int] = (1, 5)
    lag: tuple[int, int] = (2, 30)
    skip: float = 0.3
    skips: tuple[int, int] = (1, 4)
    overwrites: bool = False
    cut_off: float = 0.5
    breaks: str = "sentence"
    line: tuple[int, int] = (3, 9)
    slower: float = 1.0


def interleave(said: Sequence[str], shape: Shape, dice: random.Random) -> Damaged:
    """Readings of one text, runs alternating; the first leads and skips, the others lag."""
    n = len(said)
    at = [0] * shape.readings
    stream: list[tuple[int, int]] = []
    start = [0]
    for _ in range(1, shape.readings):
        start.append(start[-1] + dice.randint(*shape.lag))
    lane, limit = 0, _limit(n, shape, dice)
    while any(p < n for p in at) and len(stream) < limit:
        run = dice.randint(*shape.runs)
        if lane and shape.slower < 1 and dice.random() > shape.slower:
            run = 1
        for _ in range(run):
            if at[lane] < n:
                stream.append((lane, at[lane]))
                at[lane] += 1
        lane = _next(lane, at, start, stream, n, dice)
        if lane == 0 and dice.random() < shape.skip:
            gone = dice.randint(*shape.skips)
            at[0] = min(n, at[0] + gone)
    seen = sorted({k for _, k in stream})
    ends = [dice.randint(*shape.line)]
    while ends[-1] < len(stream):
        ends.append(ends[-1] + dice.randint(*shape.line))
    words = [
        said[k] + ("\n" if shape.breaks == "sentence" and i + 1 in set(ends) else "")
        for i, (_, k) in enumerate(stream)
    ]
    text = "".join(words)
    if shape.breaks == "anywhere":
        text = _wrap(text, dice.randint(30, 400), dice)
    return Damaged(text, [said[k] for k in seen], [k for _, k in stream], [r for r, _ in stream])


def overwrite(said: Sequence[str], dice: random.Random) -> Damaged:
    """Each line keeps its first sentence; a run of it gives way to the text from its start."""
    n, back, stream, lines = len(said), 0, [], []
    lo, hi = dice.choice([(1, 2), (1, 4), (2, 5)])
    i, first = 0, dice.randint(3, 9)
    while i < n:
        size = first if not lines else dice.randint(3, 9)
        row = list(range(i, min(n, i + size)))
        lane = [0] * len(row)
        if lines and len(row) > 2:
            for at in range(1, min(len(row), 1 + dice.randint(lo, hi))):
                row[at], lane[at], back = back, 1, back + 1
        stream += list(zip(lane, row))
        lines.append(len(row))
        i += size
    ends, total = set(), 0
    for size in lines:
        total += size
        ends.add(total)
    text = "".join(said[k] + ("\n" if i + 1 in ends else "") for i, (_, k) in enumerate(stream))
    seen = sorted({k for _, k in stream})
    return Damaged(text, [said[k] for k in seen], [k for _, k in stream], [r for r, _ in stream])


def _limit(n: int, shape: Shape, dice: random.Random) -> int:
    """How many sentences the file holds: all, or cut off somewhere in its second half."""
    if dice.random() >= shape.cut_off:
        return 10**9
    return dice.randint(n // 2, n * shape.readings)


def _next(
    lane: int,
    at: list[int],
    start: list[int],
    stream: list[tuple[int, int]],
    n: int,
    dice: random.Random,
) -> int:
    """The reading whose turn it is; one that lags begins when its time has come."""
    alive = [r for r in range(len(at)) if at[r] < n and (r == 0 or len(stream) >= start[r])]
    alive = [r for r in alive if r == 0 or at[r] < at[r - 1]] or [0]
    others = [r for r in alive if r != lane] or alive
    return dice.choice(others)


def _wrap(text: str, width: int, dice: random.Random) -> str:
    """Line ends anywhere, about so many characters apart."""
    parts, at = [], 0
    while at < len(text):
        size = max(5, int(dice.gauss(width, width / 6)))
        parts.append(text[at : at + size])
        at += size
    return "\n".join(parts)


def noise(words: str, rate: float, dice: random.Random) -> str:
    """One character in so many mistaken, dropped, of another width, or followed by a blank."""
    return "".join(_hit(sign, dice) if dice.random() < rate else sign for sign in words)


def _hit(sign: str, dice: random.Random) -> str:
    hits: list[Callable[[str], str]] = [
        lambda c: LOOKALIKES.get(c, chr(dice.randint(0x4E00, 0x8FFF))),
        lambda c: "",
        lambda c: {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"}.get(c, c),
        lambda c: c + " ",
    ]
    return dice.choice(hits)(sign)
