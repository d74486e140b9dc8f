"""N-grams of 3 letters against 5, for paragraphs and for documents: what a damage leaves of the likeness.

`python -m bench.corpus_paragraphs` prints, for the paragraphs of the five seeds by their letters
and for whole texts, the mean likeness after a damage and the share that stays at .8 or above; then
how like paragraphs and texts of different documents are, among the seeds and among texts of
`bench.texts`, and how many pairs of these the bands would try.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from bench.texts import texts
from clean.corpus.bands import chance
from clean.corpus.curve import edited
from clean.corpus.passages import BANDS, LEAST, LETTERS, ROWS
from clean.likeness import letters, shingles

SIZES = ((LETTERS, 40), (40, 100), (100, 1000), (1000, 10**6))
SHARES = (0.01, 0.03, 0.05)
DOCUMENTS = 60


def paragraphs(documents: Sequence[str]) -> list[tuple[int, str]]:
    """Document and letters of each paragraph that is long enough."""
    each = ((nth, letters(line)) for nth, text in enumerate(documents) for line in text.split("\n"))
    return [one for one in each if len(one[1]) >= LETTERS]


def damaged(said: Sequence[str]) -> None:
    for low, high in SIZES:
        some = [one for one in said if low <= len(one) < high]
        for gram in (3, 5):
            cells = []
            for share in SHARES:
                one_at_least = [edited(max(share, 1.01 / len(one)))(one) for one in some]
                alike = [jaccard(a, b, gram) for a, b in zip(some, one_at_least, strict=True)]
                cells.append(f"{fmean(alike):.2f} {fmean(one >= LEAST for one in alike):.2f}")
            print(f"{low:>6}-{high:<8} n {gram} {len(some):6} " + "   ".join(cells))


def jaccard(one: str, other: str, gram: int) -> float:
    a, b = shingles(one, gram), shingles(other, gram)
    return len(a & b) / len(a | b)


def apart(said: Sequence[tuple[int, str]], gram: int) -> None:
    """How like different ones are: all pairs that share an n-gram, by inverted lists."""
    holds: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for nth, (_, text) in enumerate(said):
        own = shingles(text, gram)
        sizes.append(len(own))
        for one in own:
            holds[one].append(nth)
    both: Counter[tuple[int, int]] = Counter()
    for some in holds.values():
        for at, one in enumerate(some):
            both.update((one, other) for other in some[at + 1 :] if said[one][0] != said[other][0])
    alike = [many / (sizes[a] + sizes[b] - many) for (a, b), many in both.items()]
    tried = sum(chance(one, BANDS, ROWS) for one in alike)
    print(
        f"n {gram}: at most {max(alike):.2f}; {sum(one >= 0.5 for one in alike)} at .5 or above, "
        f"{sum(one >= LEAST for one in alike)} at {LEAST}; {tried:.0f} tried of {len(said) ** 2 // 2:,}"
    )


def main() -> None:
    seeds = [path.read_text("utf-8") for path in sorted(Path("fixtures").glob("00?.txt"))]
    made = [text for _, text in texts(DOCUMENTS)]
    print("letters           n  texts   " + "   ".join(f"{share:.0%} wrong" for share in SHARES))
    damaged([one for _, one in paragraphs(seeds)] + [letters(text) for text in seeds])
    for name, documents in (("seeds", seeds), ("generated", made)):
        whole = [(nth, letters(text)) for nth, text in enumerate(documents)]
        for kind, said in (("paragraphs", paragraphs(documents)), ("documents", whole)):
            for gram in (3, 5):
                print(f"different {kind} of {name}, ", end="")
                apart(said, gram)


if __name__ == "__main__":
    main()
