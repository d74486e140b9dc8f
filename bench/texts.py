"""Official texts made by a grammar: opinions, plans, notices, statutes, interpretations, reports, minutes.

A text is named by its genre and its number, and is the same on every run. It is canonical: a
paragraph a line, full-width marks, no blanks. Sentences differ as those of real texts do: those
of one section share its words, stock phrases recur, and in one text of four or so a sentence
stands several times by right. Sizes are in characters.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from bench import texts_words as words
from bench.texts_parts import (
    Numbering,
    any_sentence,
    article,
    claim,
    duties,
    fields_of,
    han,
    nothing,
    offices,
    parts,
    penalties,
    prose,
    restarts,
    runs_on,
)
from bench.texts_phrases import Field, clauses, sentence, target

Dice = random.Random
SMALL, LARGE = 3000, 15_000
# A sentence directly behind itself is no text of its kind.
STUTTER = re.compile(r"([^。\n]+。)\n?\1")


def text(genre: str, number: int) -> str:
    """The text of a genre and a number."""
    dice = random.Random(f"{genre} {number}")
    size = int(SMALL * (LARGE / SMALL) ** dice.random())
    while True:
        made = "\n".join(GENRES[genre](dice, size)) + "\n"
        if SMALL <= len(made) <= LARGE and not STUTTER.search(made):
            return made
        size = max(SMALL, min(LARGE, size * 5 // 4 if len(made) < SMALL else size * 3 // 4))


def texts(count: int, first: int = 0) -> Iterator[tuple[str, str]]:
    """So many texts with their names, the genres in turn."""
    names = list(GENRES)
    for n in range(first, first + count):
        genre = names[n % len(names)]
        yield f"{genre} {n}", text(genre, n)


def opinion(dice: Dice, size: int) -> Iterator[str]:
    """意见: 一、 with （一） below it that restart or run on, attributions, a date."""
    yield from _head(dice, "意见")
    yield from parts(dice, size, _numbering(dice), offices if dice.random() < 0.7 else nothing)
    yield from _foot(dice)


def plan(dice: Dice, size: int) -> Iterator[str]:
    """规划: chapters and sections, a table of contents in half of them."""
    title = f"{_place(dice)}{_topic(dice)}发展规划（{dice.randint(2016, 2021)}—{dice.randint(2022, 2030)}年）"
    fields = fields_of(dice, max(3, size // 1600))
    heads = [f"第{han(n)}章　{dice.choice(words.VERBS)}{f.name}" for n, f in enumerate(fields, 1)]
    yield title
    if dice.random() < 0.5:
        yield "目录"
        yield from heads
    for head, field in zip(heads, fields, strict=True):
        yield head
        for n in range(1, dice.randint(3, 5)):
            yield f"第{han(n)}节　{field.noun(dice)}{dice.choice(words.TAILS)}"
            yield from prose(dice, field, dice.randint(2, 4))


def scheme(dice: Dice, size: int) -> Iterator[str]:
    """实施方案: 1．工作目标。 and 2．重点任务。 under every （一）, responsible offices behind."""
    yield from _head(dice, "实施方案")
    number = 0
    for n, field in enumerate(fields_of(dice, max(3, size // 2200)), 1):
        yield f"{han(n)}、{field.heading(dice)}"
        for k in range(1, dice.randint(3, 6)):
            number += 1
            yield f"（{han(k)}）{field.heading(dice)}。"
            yield f"1．工作目标。{target(dice, field)}{target(dice, field)}"
            yield f"2．重点任务。{''.join(sentence(dice, field) for _ in range(dice.randint(2, 5)))}"
            yield offices(dice)
    yield from _foot(dice)


def notice(dice: Dice, size: int) -> Iterator[str]:
    """通知 that carries a plan and attachments with titles and numbering of their own."""
    yield from _head(dice, "通知")
    annexes = [
        f"{f.name}{dice.choice(['任务分工', '考核细则', '申报指南'])}" for f in fields_of(dice, 2)
    ]
    yield from parts(dice, size // 2, _numbering(dice), nothing)
    yield "附件：" + "".join(f"{n}.{name}" for n, name in enumerate(annexes, 1))
    yield from _foot(dice)
    for n, name in enumerate(annexes, 1):
        yield f"附件{n}"
        yield name
        yield from parts(dice, size // 4, restarts, offices if n == 1 else nothing)
    if dice.random() < 0.5:
        yield "（此件公开发布）"


def statute(dice: Dice, size: int) -> Iterator[str]:
    """条例: chapters, articles that run on, lists （一）…；, formulae."""
    topic = dice.choice(list(words.FIELDS))
    yield f"{_place(dice)}{topic}条例"
    if dice.random() < 0.6:
        yield f"（{_date(dice)}{_place(dice)}人民代表大会常务委员会第{han(dice.randint(2, 40))}次会议通过）"
    number, chapters = 0, ["总则", *dice.sample(list(words.FIELDS), 4), "法律责任", "附则"]
    heads = [f"第{han(n)}章　{name}" for n, name in enumerate(chapters, 1)]
    if dice.random() < 0.4:
        yield "目　录"
        yield from heads
    for head, name in zip(heads, chapters, strict=True):
        yield head
        field = Field.named(name if name in words.FIELDS else topic, dice)
        for _ in range(max(2, size // 900)):
            number += 1
            penal = "法律责任" in head or dice.random() < 0.15
            yield from (penalties if penal else duties)(dice, field, number)


def interpretation(dice: Dice, size: int) -> Iterator[str]:
    """司法解释: 第X条 or 1. with claims and what the court does, rulings that recur."""
    topic = dice.choice(list(words.FIELDS))
    yield f"最高人民法院关于审理{topic}纠纷案件适用法律若干问题的解释"
    number = f"法释〔{dice.randint(2010, 2023)}〕{dice.randint(1, 28)}号"
    meeting = f"最高人民法院审判委员会第{dice.randint(1500, 1900)}次会议"
    yield f"（{_date(dice)}{meeting}通过，{number}）"
    yield f"为正确审理{topic}纠纷案件，根据《中华人民共和国民法典》等法律规定，结合审判实践，制定本解释。"
    points = dice.random() < 0.5
    fields = fields_of(dice, 6)
    for n in range(1, max(12, size // 150)):
        yield (f"{n}．" if points else article(n)) + "".join(
            claim(dice, fields[n * 6 // (size // 150 + 1) % 6])
            for _ in range(dice.choice([1, 1, 2, 3]))
        )


def report(dice: Dice, size: int) -> Iterator[str]:
    """政府工作报告: prose in long paragraphs, few marks."""
    yield "政府工作报告"
    yield f"——{_date(dice)}在{_place(dice)}第{han(dice.randint(11, 16))}届人民代表大会第{han(dice.randint(1, 5))}次会议上"
    yield "各位代表："
    yield "现在，我代表市人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。"
    fields = fields_of(dice, max(4, size // 700))
    for n, field in enumerate(fields):
        if n % 4 == 0:
            yield f"{han(n // 4 + 1)}、{field.heading(dice)}"
        yield f"——{field.heading(dice)}。{''.join(any_sentence(dice, field) for _ in range(dice.randint(6, 12)))}"
    yield "各位代表！新征程催人奋进，让我们团结一心、真抓实干，为完成全年目标任务而努力奋斗！"


def minutes(dice: Dice, size: int) -> Iterator[str]:
    """会议纪要: 会议指出 and 会议要求, those present."""
    yield f"{_place(dice)}人民政府第{dice.randint(1, 90)}次常务会议纪要"
    yield f"{_date(dice)}，市长主持召开市政府常务会议，研究有关工作。现纪要如下："
    for n, field in enumerate(fields_of(dice, max(3, size // 500)), 1):
        yield f"{han(n)}、关于{field.heading(dice)}有关事项"
        yield f"会议听取了关于{field.noun(dice)}情况的汇报。会议指出，{sentence(dice, field)}{any_sentence(dice, field)}"
        yield f"会议要求，{''.join(any_sentence(dice, field) for _ in range(dice.randint(3, 7)))}"
        yield f"会议决定，{field.noun(dice)}由{dice.choice(words.OFFICES)}牵头办理，{dice.randint(1, 12)}月底前完成。"
    yield f"出席：{'、'.join(dice.sample(words.OFFICES, 8))}主要负责同志。"


GENRES: dict[str, Callable[[Dice, int], Iterator[str]]] = {
    "opinion": opinion,
    "plan": plan,
    "scheme": scheme,
    "notice": notice,
    "statute": statute,
    "interpretation": interpretation,
    "report": report,
    "minutes": minutes,
}


def _topic(dice: Dice) -> str:
    return dice.choice(list(words.FIELDS))


def _place(dice: Dice) -> str:
    return "".join(dice.sample(words.PLACES, 2)) + dice.choice("省市县")


def _date(dice: Dice) -> str:
    return f"{dice.randint(2008, 2023)}年{dice.randint(1, 12)}月{dice.randint(1, 28)}日"


def _numbering(dice: Dice) -> Numbering:
    return restarts if dice.random() < 0.75 else runs_on


def _head(dice: Dice, genre: str) -> Iterator[str]:
    place, topic = _place(dice), _topic(dice)
    yield f"{place}人民政府办公厅关于加强{topic}工作的{genre}"
    if dice.random() < 0.7:
        yield f"{place[0]}政办发〔{dice.randint(2010, 2023)}〕{dice.randint(1, 180)}号"
    yield "各市、县人民政府，省人民政府各委、办、厅、局："
    why = f"为贯彻落实国务院关于{topic}工作的决策部署，{clauses(dice, Field.named(topic, dice), 2)}"
    yield f"{why}，经省人民政府同意，现提出如下{genre}。"


def _foot(dice: Dice) -> Iterator[str]:
    yield dice.choice(words.CLOSES)
    yield f"{_place(dice)}人民政府办公厅"
    yield _date(dice)
