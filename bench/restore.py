"""How well scrambled documents come back, by kind of damage, ours beside what is commonly done.

    python -m bench.restore                     a table over 12 texts a kind
    python -m bench.restore --each 200          over so many
    python -m bench.restore --kind "5 "         only kinds that begin like this
    python -m bench.restore --worst 10          what went wrong in the worst texts of each kind
    python -m bench.restore --well 1000         so many well-formed texts
    python -m bench.restore --large             also the time and memory of 20 MB

Texts: a grammar (`bench/texts.py`) and, where installed, packages (`bench/texts_packages.py`), in
turn. `near` is the share of true neighbours that are neighbours again, `gone` the share of surplus
letters that went, `lost` and `made` the true sentences that stand nowhere and those that nobody
wrote, a text; `whole` the share of texts restored exactly, `found` that with a finding on order.
Rivals show `near` and lost sentences a text; on well-formed texts all show the share changed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, count
from statistics import fmean
from time import process_time
from typing import NamedTuple

import clean
from bench import texts, texts_packages
from bench.damage import KINDS, Case, Shape, interleave, sentences
from bench.damage_rivals import RIVALS
from bench.damage_score import Score, changed, score
from clean.cleaned import Cleaned

EACH, WELL = 12, 400
# Rivals are slow on long laws: they are shown about so many well-formed texts.
EVEN = 400
SEEN = re.compile(r"reading|jump|document|twice|order|copy")
# Packages give texts of this size to be damaged, in characters.
SMALL, LARGE = 3000, 15_000
# How much of a document two readings of the usual shape hold.
READ = 1.75


class Run(NamedTuple):
    """One damaged text: its name, what came and what came out, the score, CPU seconds."""

    name: str
    case: Case
    done: Cleaned
    score: Score
    seconds: float


def sources(number: int) -> Iterator[tuple[str, str]]:
    """So many texts to damage, of the grammar and of packages in turn."""
    real = packaged()
    for n, made in enumerate(texts.texts(number)):
        yield real[n * 7 % len(real)] if real and n % 2 else made


@cache
def packaged() -> list[tuple[str, str]]:
    """The texts of packages that are of a fit size."""
    return [pair for pair in texts_packages.texts() if SMALL <= len(pair[1]) <= LARGE]


def runs(kind: str, came: Iterable[tuple[str, str]]) -> Iterator[Run]:
    """Texts damaged in one way, and what our chain makes of them."""
    for name, text in came:
        yield run(name, KINDS[kind](text, random.Random(f"{kind} {name}")))


def run(name: str, case: Case) -> Run:
    """What our chain makes of a damaged text."""
    start = process_time()
    done = clean.text(case.text)
    seconds = process_time() - start
    return Run(name, case, done, score(case, done.text), seconds)


def row(kind: str, done: list[Run]) -> str:
    """The figures of a kind."""
    scores = [one.score for one in done]
    surplus = sum(one.surplus for one in scores)
    gone = f"{1 - sum(one.left for one in scores) / surplus:6.3f}" if surplus else "     -"
    ours = (
        f"{kind:26} {len(done):4} {fmean(one.neighbours for one in scores):6.4f} {gone}"
        f" {fmean(len(one.lost) for one in scores):5.2f} {fmean(len(one.invented) for one in scores):5.2f}"
        f" {fmean(one.whole for one in scores):5.2f} {fmean(seen(one.done) for one in done):5.2f} |"
    )
    return ours + "".join(_rival(name, done) for name in RIVALS)


def _rival(name: str, done: list[Run]) -> str:
    scores = [score(one.case, RIVALS[name](one.case.text)) for one in done]
    near, lost = fmean(s.neighbours for s in scores), fmean(len(s.lost) for s in scores)
    return f" {near:5.3f} {lost:4.1f}"


def seen(done: Cleaned) -> bool:
    """Whether a finding says something about order or copies."""
    return any(SEEN.search(f"{note.rule} {note.message}") for note in done.findings)


def well_formed(number: int) -> Iterator[tuple[str, str]]:
    """So many texts that nobody damaged: half of packages where there are any."""
    real = list(texts_packages.texts())
    some = [real[n * len(real) // (number // 2)] for n in range(number // 2)] if real else []
    return chain(some, texts.texts(number - len(some), first=5000))


def harm(number: int, worst: int) -> None:
    """Print how many well-formed texts each changes, and what ours did to them."""
    came = list(well_formed(number))
    ours = [(name, text, clean.text(text)) for name, text in came]
    touched = [(name, text, done) for name, text, done in ours if changed(text, done.text)]
    few = [text for _, text in came if len(text) <= LARGE]
    few = few[:: max(1, len(few) // EVEN)]
    shares = [fmean(bool(changed(text, rival(text))) for text in few) for rival in RIVALS.values()]
    found = fmean(seen(done) for _, _, done in ours)
    mine = f"{len(came):4} {len(touched) / len(came):6.4f}{' ' * 25}{found:5.2f} |"
    print(f"{'8 well-formed, changed':26} {mine}", end="")
    print("".join(f" {share:5.3f}     " for share in shares))
    for name, text, done in touched[:worst]:
        print(f"  {name}: {changed(text, done.text)[:3]} {sorted(rules(done))}")


def rules(done: Cleaned) -> set[str]:
    """The rules that erased or moved something."""
    gone = {p.reason.rule for p in done.pieces if p.reason and not p.text}
    return gone | {p.move.rule for p in done.pieces if p.move}


def tell(done: list[Run], worst: int) -> None:
    """Print what went wrong in the worst texts."""
    bad = sorted(done, key=lambda one: (-len(one.score.lost), one.score.neighbours))
    for one in [one for one in bad if not one.score.whole][:worst]:
        s = one.score
        print(
            f"  {one.name}: {s.neighbours:.3f}, {s.left}/{s.surplus} left, {sorted(rules(one.done))}"
        )
        print(f"    apart {[(a[-12:], b[:12]) for a, b in s.apart[:3]]}")
        print(
            f"    lost {[said[:30] for said in s.lost[:3]]} made {[said[:40] for said in s.invented[:2]]}"
        )


def table(kinds: list[str], each: int, worst: int) -> None:
    """Print a line a kind."""
    heads = "".join(f" {name:>10}" for name in RIVALS)
    print(
        f"\n{'damage':26} {'n':>4} {'near':>6} {'gone':>6} {'lost':>5} {'made':>5} {'whole':>5} {'found':>5} |{heads}"
    )
    seconds = size = 0.0
    for kind in kinds:
        done = list(runs(kind, sources(each)))
        print(row(kind, done), flush=True)
        tell(done, worst)
        seconds += sum(one.seconds for one in done)
        size += sum(len(one.case.text.encode()) for one in done)
    if size:
        print(f"ours: {seconds / size * 1e6:.2f} CPU seconds a MB")


def growth(sizes: list[float]) -> None:
    """Print the time of scrambled documents of so many MB, and the memory at its highest."""
    from resource import RUSAGE_SELF, getrusage

    print(f"\n{'MB':>6} {'s':>8} {'s/MB':>6} {'peak MB':>8}")
    for size in sizes:
        text = scrambled(size)
        start = process_time()
        clean.text(text)
        spent = process_time() - start
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:6} {spent:8.1f} {spent / size:6.2f} {peak:8.0f}")


def scrambled(size: float) -> str:
    """Two interleaved readings of one long document, about so many MB in UTF-8."""
    said: list[str] = []
    left = size * 1e6 / 3 / READ  # three bytes a sign
    for n in count():
        made = texts.text("opinion", n)
        said += sentences(made)
        left -= len(made)
        if left <= 0:
            return interleave(said, Shape(cut_off=0), random.Random("large")).text
    return ""


def options(words: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--each", type=int, default=EACH, help="texts a kind")
    parser.add_argument("--well", type=int, default=WELL, help="well-formed texts")
    parser.add_argument("--worst", type=int, default=0, help="failures to show, a kind")
    parser.add_argument("--kind", default="", help="only kinds whose names begin so")
    parser.add_argument("--large", action="store_true", help="also 20 MB")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> None:
    """Print the table, the harm, and the growth."""
    asked = options(words)
    kinds = [kind for kind in KINDS if kind.startswith(asked.kind)]
    table(kinds, asked.each, asked.worst)
    if "8".startswith(asked.kind[:1]):
        harm(asked.well, asked.worst)
    if not asked.kind:
        growth([0.25, 0.5, 1.0, 20.0] if asked.large else [0.25, 0.5, 1.0])


if __name__ == "__main__":
    main()
