"""What would be found: the chance for the bands of a job, by the formula and on the user's texts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from statistics import fmean
from typing import NamedTuple

from clean.corpus.bands import chance
from clean.corpus.compare import jaccard
from clean.corpus.grams import wide
from clean.corpus.job import Job
from clean.corpus.keys import keys
from clean.corpus.parts import plan
from clean.corpus.rows import rows

SAMPLE = 200
"""So many texts of a corpus are damaged and looked for."""
LINE = 35
"""Signs of a line of a PDF, at which texts are wrapped anew."""
_WIDTHS = str.maketrans("，：；（）0123456789", ",:;()０１２３４５６７８９")


class Found(NamedTuple):
    """A damage, the mean likeness it leaves, the chances to share a band and to be called a copy."""

    damage: str
    likeness: float
    candidate: float
    copy: float


def curve(job: Job) -> Iterator[tuple[float, float]]:
    """Likenesses, and the chance that two texts of each share a band."""
    for tenths in range(4, 20):
        yield tenths / 20, chance(tenths / 20, job.bands, job.rows)


def sampled(job: Job) -> list[str]:
    """Some texts of a corpus: the first of each part in turn, short of an n-gram left out."""
    each = [(row.text for row in rows(part, job) if row.text) for part in plan(job)]
    taken = chain.from_iterable(islice(one, 1 + SAMPLE // max(1, len(each))) for one in each)
    return [text for text in taken if len(keys([text]).letters) >= job.gram][:SAMPLE]


def found(texts: Sequence[str], job: Job) -> Iterator[Found]:
    """How the texts are found again after each damage."""
    for name, damage in DAMAGES.items():
        alike = [_alike(text, damage(text), job.gram) for text in texts]
        seen = [chance(one, job.bands, job.rows) for one in alike]
        copies = [p if one >= job.least else 0.0 for one, p in zip(alike, seen, strict=True)]
        yield Found(name, fmean(alike), fmean(seen), fmean(copies))


def _alike(one: str, other: str, gram: int) -> float:
    return jaccard(*(wide(keys([text]).letters, gram) for text in (one, other)))


def edited(share: float) -> Callable[[str], str]:
    """Other signs in place of some: of each so many hundredths, drawn the same on every run."""

    def damage(text: str) -> str:
        draw = random.Random(len(text))  # noqa: S311  no secret
        signs = list(text)
        letters = [at for at, sign in enumerate(signs) if sign.isalnum()]
        for at in draw.sample(letters, round(share * len(letters))):
            signs[at] = chr(draw.randrange(0x4E00, 0x9FA5))
        return "".join(signs)

    return damage


def rewrapped(text: str) -> str:
    """Lines of 35 signs."""
    flat = re.sub(r"\s+", "", text)
    return "\n".join(flat[at : at + LINE] for at in range(0, len(flat), LINE))


def widened(text: str) -> str:
    """Marks in the other width, figures in full width."""
    return text.translate(_WIDTHS)


def cut(text: str) -> str:
    """A fifth taken out of the middle."""
    return text[: len(text) * 2 // 5] + text[len(text) * 3 // 5 :]


DAMAGES: dict[str, Callable[[str], str]] = {
    "1 % of letters changed": edited(0.01),
    "3 % of letters changed": edited(0.03),
    "5 % of letters changed": edited(0.05),
    f"lines wrapped at {LINE}": rewrapped,
    "other widths": widened,
    "a block of 20 % cut": cut,
}
