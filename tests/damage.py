"""Seeded damage done to clean text: readings interleaved, noise, repeats in place.

In goes a text; out come the damaged file and the sentences that must come out of it. Every
function takes a `random.Random`, so a damage is named by its kind and its seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’」』》）)\]】]*|[^。！？]+\Z")
SEEN = str.maketrans("日人己未土曰大工干的地得在再和及", "目入已末士日太土于地的的再在及和")
NARROW = str.maketrans("，；：（）", ",;:()")


@dataclass(frozen=True)
class Damaged:
    """A damaged file, the sentences that must come out, and how many of it are surplus."""

    text: str
    truth: list[str]
    surplus: int


@dataclass(frozen=True)
class Shape:
    """How readings are interleaved.

    `runs` and `lag` in sentences; `skip` how often the first reading skips after its run, and
    `skips` how much; `cut_off` how often the file ends early; `breaks` where lines end:
    "sentence", "anywhere" or "none"; `line` how many sentences they hold.
    """

    readings: int = 2
    runs: tuple[int, int] = (1, 5)
    lag: tuple[int, int] = (2, 30)
    skip: float = 0.3
    skips: tuple[int, int] = (1, 4)
    cut_off: float = 0.5
    breaks: str = "sentence"
    line: tuple[int, int] = (3, 9)


def sentences(text: str) -> list[str]:
    """The text on one line, cut after its stops."""
    return SENTENCE.findall("".join(text.split()))


def any_shape(dice: random.Random, readings: int = 2) -> Shape:
    """A shape of any kind."""
    low = dice.choice([1, 1, 2, 3, 5])
    return Shape(
        readings=readings,
        runs=(low, low + dice.choice([0, 2, 4, 8])),
        lag=(2, dice.choice([5, 15, 40])),
        skip=dice.choice([0, 0, 0.3, 0.6, 1]),
        skips=(1, dice.choice([2, 4, 8])),
        cut_off=dice.choice([0, 1]),
        breaks=dice.choice(["sentence", "anywhere", "none"]),
        line=(dice.choice([1, 3, 6]), dice.choice([8, 15])),
    )


def interleave(said: Sequence[str], shape: Shape, dice: random.Random) -> Damaged:
    """Readings of one text, runs alternating; the first leads and skips, the others lag."""
    stream = list(_runs(len(said), shape, dice))
    return _written(said, stream, shape, dice)


def overwrite(said: Sequence[str], dice: random.Random) -> Damaged:
    """Each line but the first keeps its first sentence; a run behind it gives way to the text
    from its beginning, sentence for sentence."""
    stream: list[int] = []
    ends: list[int] = []
    back = 0
    while len(stream) < len(said):
        row = list(range(len(stream), min(len(said), len(stream) + dice.randint(3, 9))))
        if ends and len(row) > 2:
            run = dice.randint(1, min(5, len(row) - 1))
            row[1 : 1 + run] = range(back, back + run)
            back += run
        stream += row
        ends.append(len(stream))
    words = [said[k] + "\n" * (n + 1 in set(ends)) for n, k in enumerate(stream)]
    return _damaged(said, stream, "".join(words))


def noise(words: str, rate: float, dice: random.Random) -> str:
    """One character in so many mistaken, dropped, of another width, or followed by a blank."""
    return "".join(_hit(sign, dice) if dice.random() < rate else sign for sign in words)


def repeat_lines(text: str, share: float, rate: float, dice: random.Random) -> str:
    """Some long lines twice in place, the second time with noise."""
    done = []
    for line in text.split("\n"):
        done.append(line)
        if len(line) > 40 and dice.random() < share:
            done.append(noise(line, rate, dice))
    return "\n".join(done)


def treble_lines(text: str, share: float, rate: float, dice: random.Random) -> str:
    """Some long lines three times in place, each time with noise."""
    done = []
    for line in text.split("\n"):
        again = len(line) > 40 and dice.random() < share
        done += [noise(line, rate, dice) for _ in range(3)] if again else [line]
    return "\n".join(done)


def _runs(size: int, shape: Shape, dice: random.Random) -> Iterator[int]:
    """The stream of sentence numbers, run by run."""
    at = [0] * shape.readings
    begins = [sum(dice.randint(*shape.lag) for _ in range(r)) for r in range(shape.readings)]
    room = dice.randint(size // 2, size * shape.readings) if dice.random() < shape.cut_off else -1
    written, reading = 0, 0
    while any(place < size for place in at) and written != room:
        for _ in range(dice.randint(*shape.runs)):
            if at[reading] < size and written != room:
                yield at[reading]
                at[reading] += 1
                written += 1
        reading = _turn(reading, at, begins, written, size, dice)
        if reading == 0 and dice.random() < shape.skip:
            at[0] = min(size, at[0] + dice.randint(*shape.skips))


def _turn(
    reading: int, at: list[int], begins: list[int], written: int, size: int, dice: random.Random
) -> int:
    """Whose turn it is: one that has begun, is not at the end, and is behind the one before."""
    ready = [
        r
        for r, place in enumerate(at)
        if place < size and written >= begins[r] and (r == 0 or place < at[r - 1])
    ]
    left = [r for r, place in enumerate(at) if place < size]
    return dice.choice([r for r in ready if r != reading] or ready or left[:1] or [0])


def _written(said: Sequence[str], stream: list[int], shape: Shape, dice: random.Random) -> Damaged:
    ends = {dice.randint(*shape.line)}
    while max(ends) < len(stream):
        ends.add(max(ends) + dice.randint(*shape.line))
    breaks = ends if shape.breaks == "sentence" else set()
    text = "".join(said[k] + "\n" * (n + 1 in breaks) for n, k in enumerate(stream))
    if shape.breaks == "anywhere":
        text = "\n".join(_wrapped(text, dice.randint(30, 400), dice))
    return _damaged(said, stream, text)


def _damaged(said: Sequence[str], stream: Sequence[int], text: str) -> Damaged:
    seen = sorted(set(stream))
    return Damaged(text, [said[k] for k in seen], len(stream) - len(seen))


def _wrapped(text: str, width: int, dice: random.Random) -> Iterator[str]:
    """Lines of about the same width."""
    at = 0
    while at < len(text):
        size = max(5, round(dice.gauss(width, width / 6)))
        yield text[at : at + size]
        at += size


def _hit(sign: str, dice: random.Random) -> str:
    stranger = chr(dice.randint(0x4E00, 0x8FFF))
    seen = sign.translate(SEEN)
    return dice.choice([seen if seen != sign else stranger, "", sign.translate(NARROW), f"{sign} "])
