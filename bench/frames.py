"""The wrapping of each labelled page around the content of others: is any line of content lost?

A page is cut into what stands above its content, right below its title, and behind its
content; the frame so found is put around the content of other pages. No such page was
written or seen by anyone who wrote a rule.

    python -m bench.frames            prints the figures
    python -m bench.frames --lost     also lists the lines lost
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bench.boilerplate import Line, pages, stage

# Frames tried on each content.
EACH = 20


class Frame(NamedTuple):
    """The wrapping of a page: above its content, below its title, behind its content."""

    name: str
    above: list[str]
    below_title: list[str]
    behind: list[str]


class Score(NamedTuple):
    """Lines: of content, lost of them, of wrapping, gone of them; and which were lost."""

    content: int
    lost: int
    wrapping: int
    gone: int
    which: list[str]


def frames() -> Iterator[tuple[Frame, list[str]]]:
    """Each page that holds content as its frame and its content."""
    for held_out in (0, 1):
        for name, page in pages(held_out):
            said = [i for i, (_, line) in enumerate(page) if line.content]
            if said:
                yield _frame(name, page, said), [page[i][1].content for i in said]


def _frame(name: str, page: list[tuple[str, Line]], said: list[int]) -> Frame:
    shown = [words for words, _ in page]
    first, last = said[0], said[-1]
    second = said[1] if len(said) > 1 else last + 1
    return Frame(name, shown[:first], shown[first + 1 : second], shown[last + 1 :])


def measure(each: int = EACH) -> Score:
    """What is lost and what goes, each content in some frames of others, the same ones each time."""
    chosen = random.Random(5)
    found = list(frames())
    score = Score(0, 0, 0, 0, [])
    for _, content in found:
        for frame, _ in chosen.sample(found, each):
            one = _judge(frame, content)
            score = Score(*(two + three for two, three in zip(score, one, strict=True)))
    return score


def _judge(frame: Frame, content: list[str]) -> Score:
    title, *rest = content
    text = "\n".join([*frame.above, title, *frame.below_title, *rest, *frame.behind])
    rows = [_bare(row) for row in stage(text).split("\n")]
    left = Counter(rows)
    lost = [words for words in content if not _take(left, words, rows)]
    wrapping = [*frame.above, *frame.below_title, *frame.behind]
    stays = sum(_take(left, words, ()) for words in wrapping)
    which = [f"{words} in {frame.name}" for words in lost]
    return Score(len(content), len(lost), len(wrapping), len(wrapping) - stays, which)


def _take(left: Counter[str], words: str, rows: list[str] | tuple[()]) -> bool:
    """Whether a line is left, whole or within another row; each is left once."""
    key = _bare(words)
    if left[key]:
        left[key] -= 1
        return True
    return any(key in row for row in rows)


def _bare(words: str) -> str:
    return "".join(words.split())


def main() -> None:
    """Print the figures."""
    got = measure()
    print(f"content lines lost   {got.lost}/{got.content} = {got.lost / got.content:.3%}")
    print(f"wrapping lines gone  {got.gone / got.wrapping:.1%} of {got.wrapping}")
    if "--lost" in sys.argv:
        print("\n".join(f"{n} x {one}" for one, n in Counter(got.which).most_common()))


if __name__ == "__main__":
    main()
