"""Every kind of damage, by name: a text and dice in, the damaged text and its truth out.

The interleavings are those of `tests/damage.py`. A truth is the sentences that must come out, in
order; what the damaged text holds beyond them is surplus.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from damage import (
    SENTENCE,
    Damaged,
    Shape,
    any_shape,
    interleave,
    noise,
    overwrite,
    repeat_lines,
    sentences,
    treble_lines,
)

from bench.damage_pages import inside, own_lines, wrapped

Dice = random.Random

__all__ = ["KINDS", "Case", "Damage", "Shape", "interleave", "sentences"]

# Fragments that mean nothing, in characters.
FRAGMENT = (6, 40)
LINES = Shape(runs=(1, 3), lag=(1, 6), skips=(1, 2), breaks="none")
ARTICLE = re.compile(r"第[一二三四五六七八九十百零\d]+条")
PART = re.compile(r"（[一二三四五六七八九十]+）")
SECTION = re.compile(r"[一二三四五六七八九十]+、")


class Case(NamedTuple):
    """A damaged text, its truth, and which share of its characters was changed by noise."""

    text: str
    truth: list[str]
    noise: float = 0.0


Damage = Callable[[str, Dice], Case]


def any_readings(count: int) -> Damage:
    """Readings of any shape, their runs made of sentences."""
    return lambda text, dice: _case(interleave(sentences(text), any_shape(dice, count), dice))


def broken(count: int) -> Damage:
    """The same with runs that begin and end in mid-sentence."""

    def made(text: str, dice: Dice) -> Case:
        cut = list(fragments("".join(text.split()), dice))
        done = interleave(cut, replace(any_shape(dice, count), breaks="none"), dice)
        return Case(done.text, sentences("".join(done.truth)))

    return made


def whole_lines(text: str, dice: Dice) -> Case:
    """Two readings whose runs are paragraphs, each on its line."""
    said = [f"{line}\n" for line in text.splitlines()]
    shape = replace(LINES, skip=dice.choice([0, 0.3, 1]), cut_off=dice.choice([0, 1]))
    done = interleave(said, shape, dice)
    return Case(done.text, sentences("".join(done.truth)))


def broken_lines(text: str, dice: Dice) -> Case:
    """Two readings whose runs are lines of one width, as a screen or a page broke them."""
    width = dice.choice([16, 28, 40, 60])
    said = [
        f"{line[at : at + width]}\n"
        for line in text.splitlines()
        for at in range(0, len(line), width)
    ]
    done = interleave(said, replace(any_shape(dice), breaks="none"), dice)
    return Case(done.text, sentences("".join(done.truth)))


def kept_lines(text: str, dice: Dice) -> Case:
    """Two readings of any shape; the paragraphs of the text are still lines."""
    said = lined(text)
    done = interleave(said, replace(any_shape(dice), breaks="none"), dice)
    return Case(done.text, sentences("".join(done.truth)))


def overwritten(text: str, dice: Dice) -> Case:
    """Runs of the leading reading give way to the text from its beginning, as in seed 002."""
    return _case(overwrite(sentences(text), dice))


def noisy(damage: Damage, rate: float) -> Damage:
    """A damage with so large a share of all characters mistaken, dropped or widened."""

    def made(text: str, dice: Dice) -> Case:
        done = damage(text, dice)
        return Case(noise(done.text, rate, dice), done.truth, rate)

    return made


def repeated(rate: float) -> Damage:
    """Three long paragraphs in ten twice in place, the copy with noise."""
    return lambda text, dice: Case(repeat_lines(text, 0.3, rate, dice), sentences(text))


def trebled(rate: float) -> Damage:
    """Three long paragraphs in ten three times in place, all with noise."""
    return lambda text, dice: Case(treble_lines(text, 0.3, rate, dice), sentences(text), rate)


def furnished(pages: Callable[[str, Dice], str]) -> Damage:
    """Page furniture every so many lines."""
    return lambda text, dice: Case(pages(text, dice), sentences(text))


def shuffled(text: str, dice: Dice) -> Case:
    """Numbered blocks shuffled where their numbers prove the order; the last of them stays.

    A block is a numbered line and what follows it up to the next of its level. Articles of a
    chapter or section are shuffled, or the parts （一） of a section, or the sections 一、 themselves. A text
    without numbers stays as it is.
    """
    lines = text.splitlines()
    level = next(
        (m for m in (ARTICLE, PART, SECTION) if sum(map(bool, map(m.match, lines))) > 3), None
    )
    if not level:
        return Case(text, sentences(text))
    above = {ARTICLE: re.compile(r"第[^条]{1,4}[编章节]"), PART: SECTION}.get(level)
    done: list[str] = []
    blocks: list[list[str]] = []
    for line in [*lines, ""]:
        if not line or (above and above.match(line)):
            done += [*_mixed(blocks, dice), line]
            blocks = []
        elif level.match(line):
            blocks.append([line])
        else:
            (blocks[-1] if blocks else done).append(line)
    return Case("\n".join(done), sentences(text))


def plain_shuffled(text: str, dice: Dice) -> Case:
    """Paragraphs without any number, shuffled: nothing proves their order, all must stay."""
    lines = [line for line in text.splitlines() if len(line) > 60]
    dice.shuffle(lines)
    lines = [
        re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）)、．.]+|^第\w+?条　", "", line)
        for line in lines
    ]
    made = "\n".join(lines) + "\n"
    return Case(made, sentences(made))


def pasted_here(text: str, dice: Dice) -> Case:
    """A block of lines stands again directly behind itself."""
    lines, start, end = _block(text, dice)
    return Case("\n".join(lines[:end] + lines[start:end] + lines[end:]) + "\n", sentences(text))


def pasted_far(text: str, dice: Dice) -> Case:
    """A block of lines stands again somewhere behind."""
    lines, start, end = _block(text, dice)
    at = dice.randint(min(end + 1, len(lines)), len(lines))
    return Case("\n".join(lines[:at] + lines[start:end] + lines[at:]) + "\n", sentences(text))


def doubled(text: str, dice: Dice) -> Case:
    """The whole document twice, a blank line between or none."""
    return Case(text + dice.choice(["", "\n"]) + text, sentences(text))


def two_documents(text: str, dice: Dice) -> Case:
    """Two documents in one file: nothing is moved."""
    from bench import texts

    made = text + texts.text(dice.choice(list(texts.GENRES)), dice.randint(10_000, 99_999))
    return Case(made, sentences(made))


KINDS: dict[str, Damage] = {
    "1 two readings, any shape": any_readings(2),
    "1 overwritten": overwritten,
    "1 runs of paragraphs": whole_lines,
    "1 paragraphs still lines": kept_lines,
    "1 broken lines": broken_lines,
    "1 cut in mid-sentence": broken(2),
    "2 three readings": any_readings(3),
    "2 three, mid-sentence": broken(3),
    "3 two, noise .5 %": noisy(any_readings(2), 0.005),
    "3 two, noise 1 %": noisy(any_readings(2), 0.01),
    "3 two, noise 3 %": noisy(any_readings(2), 0.03),
    "3 three, noise 1 %": noisy(any_readings(3), 0.01),
    "3 overwritten, noise 1 %": noisy(overwritten, 0.01),
    "4 paragraphs twice": repeated(0),
    "4 twice, noise 1 %": repeated(0.01),
    "4 twice, noise 3 %": repeated(0.03),
    "4 thrice, noise 1 %": trebled(0.01),
    "5 furniture on lines": furnished(own_lines),
    "5 furniture inside": furnished(inside),
    "5 wrapped pages": furnished(wrapped),
    "6 numbered, shuffled": shuffled,
    "6 plain, shuffled": plain_shuffled,
    "7 block twice, here": pasted_here,
    "7 block twice, far": pasted_far,
    "7 document twice": doubled,
    "7 two documents": two_documents,
}


def fragments(text: str, dice: Dice) -> Iterator[str]:
    """A text cut where it falls."""
    at = 0
    while at < len(text):
        size = dice.randint(*FRAGMENT)
        yield text[at : at + size]
        at += size


def lined(text: str) -> list[str]:
    """The sentences of a text, those at the end of a line with their line end."""
    said = []
    for line in text.splitlines():
        found = SENTENCE.findall(line)
        said += [*found[:-1], f"{found[-1]}\n"] if found else []
    return said


def _case(done: Damaged) -> Case:
    return Case(done.text, done.truth)


def _mixed(blocks: Sequence[list[str]], dice: Dice) -> list[str]:
    """The blocks in a random order, the last where it was."""
    some = list(blocks[:-1])
    dice.shuffle(some)
    return [line for block in [*some, *blocks[-1:]] for line in block]


def _block(text: str, dice: Dice) -> tuple[list[str], int, int]:
    """The lines, and a block of three to twelve of them."""
    lines = text.splitlines()
    size = min(len(lines) // 2, dice.randint(3, 12))
    start = dice.randint(1, len(lines) - size)
    return lines, start, start + size
