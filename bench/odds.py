"""What the signs of a line behind a body say, learnt from the labelled pages: `clean/page/odds.py`.

The tables of names know these pages, so a line that is like none of another page is read as if no
table knew it, one in three of them by chance: so many stay on pages never seen. What then
stays in a tail is weighed by logistic regression. In the folds each page is judged by what the
others taught.

    python -m bench.odds            prints what the folds give
    python -m bench.odds --wrong    also lists the content lines that weigh most
    python -m bench.odds --write    writes the table
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.boilerplate import Line, pages, taught
from clean.page.ahead import ENOUGH as ENOUGH_ABOVE
from clean.page.ahead import ENOUGH_BELOW, above_title, below_title
from clean.page.behind import ENOUGH, weighed
from clean.page.blocks import claim_blocks
from clean.page.folding import fold
from clean.page.lines import Line as PageLine
from clean.page.lines import Sight, is_body, see, settle
from clean.page.regions import read

TABLE = Path(__file__).parent.parent / "clean" / "page" / "odds.py"
# Lines of two pages are alike from this part of their pairs of letters on.
LIKE = 0.5
# One in three of the lines like no other is read as unknown: then as much stays as
# stayed of fresh pages at first sight, near a fifth.
UNKNOWN = 0.35
# One tail in seven is read as unknown from end to end.
BLIND = 1 / 7
DRAWS, FOLDS = 6, 8
# How strongly a weight is held to nothing, and how often a sign must be seen to have one.
PRIOR, SEEN = 3.0, 8
BIAS = "bias"
Rows = list[tuple[str, Line]]
Page = tuple[str, Rows]
Weighed = Callable[[Sequence[PageLine]], Iterator[tuple[PageLine, list[str]]]]
Moved = Callable[[Rows, Rows], Rows]
Part = Callable[[Rows], range]


class Case(NamedTuple):
    """A line that no table claims: the pages of its content and its frame, whether it is wrapping."""

    pages: tuple[int, int]
    wrapping: bool
    signs: tuple[str, ...]
    words: str


class Table(NamedTuple):
    """A table of weights: the lines it is asked for, the frames they are learnt in, what is enough."""

    weighed: Weighed
    moved: Moved
    part: Part
    blind: float
    enough: float


def own() -> list[Page]:
    """All labelled pages that hold content."""
    found = [*sorted(page for held_out in (0, 1) for page in pages(held_out)), *taught()]
    return [page for page in found if any(line.content for _, line in page[1])]


def unlike(found: Sequence[Page]) -> set[tuple[str, str]]:
    """The wrapping lines, by page, that are like no line of another page."""
    lines = [
        (name, words, _pairs(words))
        for name, page in found
        for words, line in page
        if line.wrapping
    ]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, (_, _, pairs) in enumerate(lines):
        for pair in pairs:
            holding[pair].append(i)
    return {
        (name, words) for name, words, pairs in lines if not _has_like(name, pairs, lines, holding)
    }


def _has_like(
    name: str,
    pairs: set[str],
    lines: Sequence[tuple[str, str, set[str]]],
    holding: dict[str, list[int]],
) -> bool:
    shared = Counter(i for pair in pairs for i in holding[pair] if lines[i][0] != name)
    return any(n >= LIKE * (len(pairs) + len(lines[i][2]) - n) for i, n in shared.items())


def _pairs(words: str) -> set[str]:
    bare = "".join("0" if sign.isdigit() else sign for sign in fold(words) if not sign.isspace())
    return {bare[i : i + 2] for i in range(len(bare) - 1)} or {bare}


def cases(
    table: Table, found: Sequence[Page], draw: int, unknown: set[tuple[str, str]]
) -> Iterator[Case]:
    """What stays of the frames of the pages when some lines are unknown.

    Each page as it is, and its content in the frame of another.
    """
    chance = random.Random(draw)
    for number, (name, page) in enumerate(found):
        other = chance.randrange(len(found))
        for frame, rows in (
            ((number, name), page),
            ((other, found[other][0]), table.moved(page, found[other][1])),
        ):
            part = table.part(rows) if chance.random() < BLIND else range(0)
            hidden = {
                words.strip()
                for i, (words, line) in enumerate(rows)
                if (i in part and line.wrapping and chance.random() < table.blind)
                or ((frame[1], words) in unknown and chance.random() < UNKNOWN)
            }
            labels = {words.strip(): line for words, line in rows}
            for words, signs in _left(table, rows, hidden):
                line = labels[words]
                if not (line.content and line.wrapping):
                    yield Case((number, frame[0]), bool(line.wrapping), tuple(signs), words)


def _tail_of_other(page: Rows, other: Rows) -> Rows:
    """A page up to its last content, and what stands behind the content of another."""
    return [*page[: _last(page) + 1], *other[_last(other) + 1 :]]


def _head_of_other(page: Rows, other: Rows) -> Rows:
    """The content of a page below what stands above the content and below the title of another."""
    own, its = _first(page), _first(other)
    below = other[its + 1 : _first(other, its + 1)]
    return [*other[:its], page[own], *below, *page[_first(page, own + 1) :]]


def _tail(rows: Rows) -> range:
    return range(_last(rows) + 1, len(rows))


def _head(rows: Rows) -> range:
    """The lines from the first to the second of content."""
    return range(_first(rows, _first(rows) + 1))


def _first(page: Rows, start: int = 0) -> int:
    """Where the first content of a page from a line on stands, or its end."""
    return next((i for i in range(start, len(page)) if page[i][1].content), len(page))


def _last(page: Rows) -> int:
    """Where the last content of a page stands."""
    return max(i for i, (_, line) in enumerate(page) if line.content)


def _left(table: Table, page: Rows, hidden: set[str]) -> Iterator[tuple[str, list[str]]]:
    def sight(words: str) -> Sight:
        return Sight(None, is_body(words), plain=True) if words in hidden else see(words)

    lines = read("\n".join(words for words, _ in page), sight)
    settle(lines)
    claim_blocks(lines)
    for line, signs in table.weighed(lines):
        yield line.words, signs


TABLES = {
    "BEHIND": Table(weighed, _tail_of_other, _tail, 1.0, ENOUGH),
    "ABOVE": Table(above_title, _head_of_other, _head, 0.5, ENOUGH_ABOVE),
    "BELOW": Table(below_title, _head_of_other, _head, 0.5, ENOUGH_BELOW),
}


def learn(seen: Sequence[Case]) -> dict[str, float]:
    """The weight of each sign, by logistic regression held to nothing, and of no sign at all."""
    counts = Counter(sign for case in seen for sign in case.signs)
    names = [BIAS, *sorted(sign for sign, n in counts.items() if n >= SEEN)]
    shown = _matrix(seen, names)
    wrapping = np.array([case.wrapping for case in seen], float)
    weights = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (wrapping - chance) - PRIOR * weights
        bend = (shown * (chance * (1 - chance))[:, None]).T @ shown + PRIOR * np.eye(len(names))
        weights += np.linalg.solve(bend, slope)
    return {name: round(float(weight), 1) for name, weight in zip(names, weights, strict=True)}


def _matrix(seen: Sequence[Case], names: Sequence[str]) -> NDArray[np.float64]:
    at = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(seen), len(names)))
    matrix[:, 0] = 1
    for i, case in enumerate(seen):
        matrix[i, [at[sign] for sign in case.signs if sign in at]] = 1
    return matrix


def weight(odds: dict[str, float], case: Case) -> float:
    """How much the signs of a case speak for wrapping."""
    return odds[BIAS] + sum(odds.get(sign, 0.0) for sign in case.signs)


def judged(seen: Sequence[Case]) -> list[tuple[float, Case]]:
    """Each case with its weight by what the other pages taught."""
    done: list[tuple[float, Case]] = []
    for fold_ in range(FOLDS):
        others = [case for case in seen if all(page % FOLDS != fold_ for page in case.pages)]
        odds = learn(others)
        done += [(weight(odds, case), case) for case in seen if case.pages[0] % FOLDS == fold_]
    return done


def gathered(table: Table) -> list[Case]:
    """The cases of a table in all pages, some draws of them."""
    found = own()
    unknown = unlike(found)
    return [case for draw in range(DRAWS) for case in cases(table, found, draw, unknown)]


class Score(NamedTuple):
    """Lines that no table claimed: wrapping, gone of it; content of the pages, lost of it."""

    wrapping: int
    gone: int
    content: int
    lost: int


def measure(weights: Sequence[tuple[float, Case]], least: float) -> Score:
    """What goes of the cases from a weight on; each page is drawn so often, and as often moved."""
    heavy = Counter(case.wrapping for weight, case in weights if weight >= least)
    content = sum(bool(line.content) for _, page in own() for _, line in page) * DRAWS * 2
    return Score(sum(case.wrapping for _, case in weights), heavy[True], content, heavy[False])


def main() -> None:
    """Print what the folds give, or write the tables."""
    gathered_ = {name: gathered(table) for name, table in TABLES.items()}
    if "--write" in sys.argv:
        head = TABLE.read_text("utf-8").partition("BEHIND")[0]
        said = "\n".join(_written(name, learn(seen)) for name, seen in gathered_.items())
        TABLE.write_text(f"{head}{said}", "utf-8")
    for name, seen in gathered_.items():
        weights = judged(seen)
        for least in (1.5, 2.0, 2.5, 3.0, 3.5):
            got = measure(weights, least)
            gone = f"{got.gone} of {got.wrapping} wrapping lines that no table claims"
            print(f"{name} from {least}: {gone}, {got.lost} of {got.content} content lines")
        if "--wrong" in sys.argv:
            _print_lost(weights)


def _written(name: str, odds: dict[str, float]) -> str:
    rows = "".join(f'    "{sign}": {weight:+.1f},\n' for sign, weight in odds.items())
    return f"{name}: dict[str, float] = {{\n{rows}}}\n"


def _print_lost(weights: Sequence[tuple[float, Case]]) -> None:
    """The content lines that weigh most."""
    names = [name for name, _ in own()]
    lost: dict[tuple[str, str], float] = {}
    for weight_, case in sorted(weights, key=lambda pair: pair[0]):
        if not case.wrapping:
            lost[names[case.pages[0]], case.words] = weight_
    for (name, words), weight_ in sorted(lost.items(), key=lambda item: -item[1])[:20]:
        print(f"{weight_:.1f} {name} {words}")


if __name__ == "__main__":
    main()
