"""What is commonly done about copies: keep the first, keep the last, lines, likeness at a threshold.

In place of MinHash the exact Jaccard likeness of character triples is taken, which MinHash
estimates: the best it could do. The first of a group is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from bench.damage import sentences
from clean.likeness import letters, shingles

Rival = Callable[[str], str]


def keep_first(text: str) -> str:
    """Of equal sentences the first."""
    return "".join(_unequal(sentences(text)))


def keep_last(text: str) -> str:
    """Of equal sentences the last."""
    return "".join(_unequal(sentences(text)[::-1])[::-1])


def line_exact(text: str) -> str:
    """Of equal lines the first."""
    return "\n".join(dict.fromkeys(text.splitlines()))


def near_lines(least: float) -> Rival:
    """Of lines so much alike the first."""
    return lambda text: "\n".join(_unlike(text.splitlines(), least))


def near_sentences(least: float) -> Rival:
    """Of sentences so much alike the first."""
    return lambda text: "".join(_unlike(sentences(text), least))


RIVALS: dict[str, Rival] = {
    "first": keep_first,
    "last": keep_last,
    "line": line_exact,
    "lines .8": near_lines(0.8),
    "lines .5": near_lines(0.5),
    "sent. .8": near_sentences(0.8),
}


def _unequal(said: Iterable[str]) -> list[str]:
    """The first of each, by its letters."""
    first: dict[str, str] = {}
    for one in said:
        first.setdefault(letters(one), one)
    return list(first.values())


def _unlike(said: Iterable[str], least: float) -> list[str]:
    """What is not so much like anything before."""
    held: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    kept: list[str] = []
    for one in said:
        grams = shingles(letters(one), 3)
        both = Counter(n for gram in grams for n in held[gram])
        if any(k >= least * (len(grams) + sizes[n] - k) for n, k in both.items()):
            continue
        for gram in grams:
            held[gram].append(len(sizes))
        sizes.append(len(grams))
        kept.append(one)
    return kept
