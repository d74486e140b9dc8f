"""Page furniture put into a text: running heads, page numbers, feet with a site or a print date."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

Dice = random.Random
Furniture = Callable[[int], list[str]]
# Lines of a wrapped page, and the width of its lines in characters.
PAGE, WIDTH = (18, 32), (26, 42)
# Characters on a page that is not wrapped.
FULL = (350, 900)

NUMBERS: list[Callable[[int, int], str]] = [
    lambda n, of: f"- {n} -",
    lambda n, of: f"— {n} —",
    lambda n, of: f"—{n}—",
    lambda n, of: f"第 {n} 页 共 {of} 页",
    lambda n, of: f"第{n}页",
    lambda n, of: f"{n} / {of}",
    lambda n, of: f"{n}",
]


def furniture(text: str, dice: Dice) -> Furniture:
    """What stands between page n and the next: foot, number, and head of the new page."""
    title = text.split("\n", 1)[0]
    of = dice.randint(12, 40)
    number = dice.choice(NUMBERS)
    head = dice.choice([[], [title], [f"{title[:3]}人民政府文件"], [f"{title[:2]}省人民政府公报"]])
    site = f"http://www.{dice.choice(['gz', 'sx', 'hn'])}.gov.cn/art/2018/{dice.randint(1000, 9999)}.html"
    foot = dice.choice(
        [[], [], [site], [f"打印日期：2018-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"]]
    )
    return lambda n: [*foot, number(n, of), *head]


def own_lines(text: str, dice: Dice) -> str:
    """Between paragraphs, whenever a page is full."""
    pages, size, done, left = furniture(text, dice), dice.randint(*FULL), [], 0
    numbers = count(1)
    for line in text.splitlines():
        done.append(line)
        left += len(line)
        if left >= size:
            done += pages(next(numbers))
            left = 0
    return "\n".join(done) + "\n"


def inside(text: str, dice: Dice) -> str:
    """Wherever a page is full, in mid-sentence too."""
    pages, size, done, left = furniture(text, dice), dice.randint(*FULL), [], 0
    numbers = count(1)
    for line in text.splitlines():
        rest = line
        while left + len(rest) > size:
            done += [rest[: size - left], *pages(next(numbers))]
            rest, left = rest[size - left :], 0
        left += len(rest)
        done.append(rest)
    return "\n".join(filter(None, done)) + "\n"


def wrapped(text: str, dice: Dice) -> str:
    """Pages of lines of one width, as a PDF gives them; a paragraph begins with two blanks."""
    pages, size, width = furniture(text, dice), dice.randint(*PAGE), dice.randint(*WIDTH)
    done: list[str] = []
    numbers = count(1)
    for n, row in enumerate(_rows(text, width), 1):
        done.append(row)
        if n % size == 0:
            done += pages(next(numbers))
    return "\n".join(done) + "\n"


def _rows(text: str, width: int) -> Iterator[str]:
    for line in text.splitlines():
        said = f"　　{line}"
        yield from (said[at : at + width] for at in range(0, len(said), width))
