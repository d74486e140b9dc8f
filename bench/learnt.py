"""What is gained by learning menus from a run, and what is lost, on the labelled pages.

Each page becomes a site of eight: its wrapping as it is, its content lines each with a sign of
its own, as the pages of a site have other content in the same frame.

    python -m bench.learnt
"""

from __future__ import annotations

from typing import NamedTuple

import clean
from bench.boilerplate import Line, pages
from clean.page.learnt import Learnt, learn, sides

SIGNS = "甲乙丙丁戊己庚辛"


class Score(NamedTuple):
    """Lines: wrapping in all, gone by the rules alone, gone after learning; content lost by it."""

    wrapping: int
    alone: int
    learnt: int
    lost: int


def site(page: list[tuple[str, Line]]) -> list[str]:
    """Eight pages in the frame of one."""
    return [
        "\n".join(
            f"{shown[:3]}{sign}{shown[3:]}" if line.content else shown for shown, line in page
        )
        for sign in SIGNS
    ]


def measure() -> Score:
    """The figures over all labelled pages that hold content."""
    found = [
        _judge(page)
        for held_out in (0, 1)
        for _, page in pages(held_out)
        if any(line.content for _, line in page)
    ]
    return Score(*map(sum, zip(*found, strict=True)))


def _judge(page: list[tuple[str, Line]]) -> Score:
    text = "\n".join(shown for shown, _ in page)
    before, after = _rows(text, frozenset()), _rows(text, learn(map(sides, site(page))))
    wrapping = [clean.rule.key(line.wrapping) for _, line in page if not line.content]
    content = [clean.rule.key(line.content) for _, line in page if line.content]
    return Score(
        len(wrapping),
        sum(words not in before for words in wrapping),
        sum(words not in after for words in wrapping),
        sum(words in before and words not in after for words in content),
    )


def _rows(text: str, learnt: frozenset[Learnt]) -> set[str]:
    cleaned = clean.text(text, clean.Options(learnt=learnt)).text
    return {clean.rule.key(row) for row in cleaned.split("\n")}


def main() -> None:
    """Print the figures."""
    got = measure()
    print(f"wrapping lines {got.wrapping}: {got.alone} go by the rules alone, {got.learnt} with")
    print(f"what was learnt; content lines lost by learning: {got.lost}")


if __name__ == "__main__":
    main()
