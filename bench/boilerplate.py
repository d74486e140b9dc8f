"""How much wrapping goes and how much content stays, on the labelled pages of tests/pages.

A line of a page begins with its label: `+` content, `-` wrapping, `~` content with wrapping
glued to it, the wrapping within ⟦ ⟧. Every third page is held out
from the first tuning; what fresh pages gave at first sight stands in FIRST_SIGHT.

    python bench/boilerplate.py            prints the table
    python bench/boilerplate.py --wrong    also lists every line judged wrongly
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from clean.document import Document, Source
from clean.stages import boilerplate, page_metadata

PAGES = Path(__file__).parent.parent / "tests" / "pages"

GLUED = re.compile(r"⟦(.*?)⟧")
WORDS = "首页 网站 打印 字号 二维码 扫一扫 分享 版权 登录 上一篇 下一篇 主办 来源 公共服务 关闭 ICP".split()
FEW = 20
# Recall and F1 on pages written after tuning, before any rule was changed for them; from 98 on
# of batches of ten or twenty, of which the stranger half was kept here.
FIRST_SIGHT = {
    "pages 01-66, held out": (0.81, 0.89),
    "pages 67-80": (0.80, 0.87),
    "pages 81-91": (0.73, 0.84),
    "pages 92-97": (0.96, 0.98),
    "pages 98-112": (0.83, 0.91),
    "pages 113-124": (0.84, 0.90),
    "pages 125-137": (0.75, 0.85),
    "pages 138-147": (0.85, 0.92),
    "pages 148-155": (0.82, 0.90),
    "pages 156-163": (0.81, 0.90),
    "pages 164-167": (0.92, 0.96),
    "pages 168-172": (0.80, 0.89),
    "pages 173-187 and 227-229": (0.81, 0.89),
    "pages 188-226": (0.76, 0.86),
    "pages 230-244": (0.85, 0.92),
    "pages 245-289": (0.90, 0.94),
    "pages 290-334": (0.81, 0.89),
    "pages 335-379": (0.83, 0.90),
    "pages 380-424": (0.85, 0.90),
}


class Line(NamedTuple):
    """A labelled line: the words a reader of the document wants, and those of the page."""

    content: str
    wrapping: str


@dataclass
class Score:
    """Counts of lines over some pages."""

    wrapping: int = 0
    gone: int = 0
    content: int = 0
    lost: int = 0

    @property
    def recall(self) -> float:
        """Which part of the wrapping went."""
        return self.gone / max(1, self.wrapping)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and of how much of what went was wrapping."""
        precision = self.gone / max(1, self.gone + self.lost)
        return 2 * precision * self.recall / max(1e-9, precision + self.recall)


Clean = Callable[[str], str]
Page = tuple[str, list[tuple[str, Line]]]


def pages(held_out: int) -> Iterator[tuple[str, list[tuple[str, Line]]]]:
    """The labelled pages of one part: name, and each line as it stands with what it means."""
    for path in sorted(PAGES.glob("[0-9]*.txt")):
        if (int(path.name.partition("-")[0]) % 3 == 0) == held_out:
            yield path.stem, [_line(line) for line in path.read_text("utf-8").splitlines()]


def taught() -> Iterator[tuple[str, list[tuple[str, Line]]]]:
    """Further labelled pages, of which the weights of lines are learnt and nothing else is measured."""
    for path in sorted((PAGES / "taught").glob("*.txt")):
        yield path.stem, [_line(line) for line in path.read_text("utf-8").splitlines()]


def traps() -> list[str]:
    """Lines of bodies that speak of what wrapping speaks of."""
    return (PAGES / "traps.txt").read_text("utf-8").splitlines()


def well_formed() -> list[str]:
    """Documents without wrapping, in words that wrapping uses too; each must stay as it is."""
    return [
        f"{page}\n" for page in (PAGES / "well-formed.txt").read_text("utf-8").strip().split("\n\n")
    ]


def _line(labelled: str) -> tuple[str, Line]:
    label, words = labelled[0], labelled[1:]
    if label == "+":
        return words, Line(words, "")
    if label == "-":
        return words, Line("", words)
    parts = GLUED.findall(words)
    return GLUED.sub(r"\1", words), Line(GLUED.sub("", words), "".join(parts))


def stage(text: str) -> str:
    """The text after the rules of the stage."""
    document = Document.of(Source(text.encode(), "utf-8", text))
    for rule in (*boilerplate.RULES, *page_metadata.RULES):
        document = rule.apply(document)
    return document.text


def word_list(text: str) -> str:
    """Baseline: drop a line with one of the words of wrapping in it."""
    return "\n".join(line for line in text.split("\n") if not any(word in line for word in WORDS))


def short_lines(text: str) -> str:
    """Baseline: drop a line of fewer than 20 signs."""
    return "\n".join(line for line in text.split("\n") if len(line) >= FEW)


def measure(clean: Clean, held_out: int, wrong: list[str] | None = None) -> Score:
    """What a cleaner does to the pages of one part."""
    return score(clean, pages(held_out), wrong)


def score(clean: Clean, labelled: Iterable[Page], wrong: list[str] | None = None) -> Score:
    """What a cleaner does to labelled pages."""
    done = Score()
    for name, page in labelled:
        left = Counter(map(_bare, clean("\n".join(shown for shown, _ in page)).split("\n")))
        if not any(line.content for _, line in page):
            continue
        for _, line in sorted(page, key=lambda pair: not pair[1].content):
            _judge(line, left, done, wrong if wrong is not None else [], name)
    return done


def _judge(line: Line, left: Counter[str], score: Score, wrong: list[str], name: str) -> None:
    whole = _bare(line.content + line.wrapping)
    words = _bare(line.content)
    score.content += bool(words)
    score.wrapping += bool(line.wrapping)
    if words and left[words]:
        left[words] -= 1
        score.gone += bool(line.wrapping)
    elif words:
        kept = line.wrapping and any(sorted(whole) == sorted(key) and n for key, n in left.items())
        score.lost += not kept
        wrong.append(f"{name} {'glued' if kept else 'LOST'} {line.content}{line.wrapping}")
    elif left[whole]:
        left[whole] -= 1
        wrong.append(f"{name} stays {line.wrapping}")
    else:
        score.gone += 1


def _bare(words: str) -> str:
    return "".join(words.split())


def lost_traps(clean: Clean) -> list[str]:
    """The trap lines that do not survive, each between two sentences of a body."""
    before, after = "现将有关事项通知如下，请认真贯彻执行。", "各单位要加强领导，确保工作落到实处。"
    return [
        trap
        for trap in traps()
        if clean(f"{before}\n{trap}\n{after}") != f"{before}\n{trap}\n{after}"
    ]


def main() -> None:
    """Print the table."""
    wrong: list[str] = []
    print(f"{'':<34}{'gone':>8}{'lost':>12}{'F1':>8}{'traps lost':>12}")
    for name, clean in (
        ("this stage", stage),
        ("a word list", word_list),
        ("short lines", short_lines),
    ):
        for held_out, part in ((0, "train"), (1, "held out")):
            score = measure(clean, held_out, wrong if clean is stage else None)
            lost = f"{score.lost}/{score.content}"
            traps_lost = f"{len(lost_traps(clean))}/{len(traps())}"
            print(
                f"{name + ', ' + part:<34}{score.recall:>8.1%}{lost:>12}{score.f1:>8.3f}{traps_lost:>12}"
            )
    whole = well_formed()
    spoilt = [page for page in whole if stage(page) != page]
    print(f"{'well-formed documents, spoilt':<42}{f'{len(spoilt)}/{len(whole)}':>12}")
    for part, (recall, f1) in FIRST_SIGHT.items():
        print(f"{'at first sight, ' + part:<34}{recall:>8.0%}{'':>12}{f1:>8.2f}")
    if "--wrong" in sys.argv:
        print("\n".join([*wrong, *(f"trap LOST {trap}" for trap in lost_traps(stage))]))


if __name__ == "__main__":
    main()
