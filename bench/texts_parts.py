"""What the texts of `bench/texts.py` are put together from: sections, articles, claims, offices."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from bench import texts_words as words
from bench.texts_phrases import Field, clauses, groups, sentence, target

Dice = random.Random
Said = Callable[[Dice], str]
Numbering = Callable[[int], int]
HAN = "一二三四五六七八九"


def han(n: int) -> str:
    """A number below 100 as in outlines: 1 一, 12 十二, 20 二十."""
    tens, ones = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else HAN[tens - 1] + "十"
    return head + (HAN[ones - 1] if ones else "")


def article(n: int) -> str:
    """The mark of an article, with its blank."""
    return f"第{han(n)}条　" if n < 100 else f"第{n}条　"


def parts(dice: Dice, size: int, numbering: Numbering, closing: Said) -> Iterator[str]:
    """Sections 一、 with parts （一） of about so many characters in all, some with 1. below."""
    recurring, number = _recurring(dice), 0
    for n, field in enumerate(fields_of(dice, max(3, size // 1500)), 1):
        yield f"{han(n)}、{field.heading(dice)}"
        number = numbering(number)
        for _ in range(dice.randint(2, 5)):
            number += 1
            lead = f"（{han(number)}）{field.heading(dice)}。"
            if dice.random() < 0.3:
                yield lead
                yield from _points(dice, field)
            else:
                said = "".join(any_sentence(dice, field) for _ in range(dice.randint(3, 7)))
                yield lead + said + recurring(dice) + closing(dice)


def _points(dice: Dice, field: Field) -> Iterator[str]:
    """1. 2. 3. of two sentences or so each."""
    for n in range(1, dice.randint(3, 6)):
        yield f"{n}.{field.heading(dice)}。{''.join(any_sentence(dice, field) for _ in range(dice.randint(1, 3)))}"


def prose(dice: Dice, field: Field, count: int) -> Iterator[str]:
    """So many paragraphs."""
    for _ in range(count):
        yield "".join(any_sentence(dice, field) for _ in range(dice.randint(3, 6)))


def any_sentence(dice: Dice, field: Field) -> str:
    """A sentence of any kind: work to do, a target, or one of those said anywhere."""
    kind = dice.random()
    if kind < 0.02:
        return dice.choice(words.GENERAL)
    return target(dice, field) if kind < 0.16 else sentence(dice, field)


def penalties(dice: Dice, field: Field, n: int) -> Iterator[str]:
    """An article with a list of acts and what they cost."""
    office = f"由县级以上人民政府{dice.choice(words.OFFICES)}{_penalty(dice)}"
    lead = f"{article(n)}违反本条例规定，有下列情形之一的，{office}；情节严重的，{_penalty(dice)}："
    acts = [
        act.format(noun=field.noun(dice)) for act in dice.sample(words.ACTS, dice.randint(2, 5))
    ]
    yield lead
    yield from (f"（{han(k)}）{act}；" for k, act in enumerate(acts[:-1], 1))
    yield f"（{han(len(acts))}）{acts[-1]}。"


def duties(dice: Dice, field: Field, n: int) -> Iterator[str]:
    """An article of one to three sentences on who must do what."""
    said = "".join(_duty(dice, field) for _ in range(dice.randint(1, 3)))
    yield article(n) + said + (dice.choice(words.LAWFUL) if dice.random() < 0.05 else "")


def _duty(dice: Dice, field: Field) -> str:
    n = dice.choice([3, 5, 7, 10, 15, 20, 30, 60])
    duties = (d.format(n=n, noun=field.noun(dice)) for d in dice.sample(words.DUTIES, 2))
    who = dice.choice(
        ["县级以上人民政府", "从事{}的单位", "{}主管部门", "申请办理{}的个人", "任何单位和个人"]
    )
    why = f"为了{dice.choice(words.GAINS)}，" if dice.random() < 0.3 else ""
    when = f"{dice.choice(words.VERBS)}{groups(dice, field)}的，" if dice.random() < 0.6 else ""
    return f"{why}{when}{who.format(field.noun(dice))}应当{'，并'.join(duties)}。"


def _penalty(dice: Dice) -> str:
    n = dice.randint(1, 9)
    return dice.choice(words.PENALTIES).format(n=n, m=n * dice.choice([2, 5, 10]))


def claim(dice: Dice, field: Field) -> str:
    """What somebody asks of a court, and what the court does."""
    what = dice.choice(words.CASES).format(noun=field.noun(dice))
    but = (
        f"，经审理查明{dice.choice(words.ACTORS)}已经{clauses(dice, field, 1)}"
        if dice.random() < 0.8
        else ""
    )
    return f"{what}{but}，{dice.choice(words.RULINGS)}"


def offices(dice: Dice) -> str:
    """Who answers for it, in brackets."""
    return f"（责任单位：省{'、'.join(dice.sample(words.OFFICES, dice.randint(1, 3)))}）"


def nothing(_: Dice) -> str:
    """No words."""
    return ""


def restarts(_: int) -> int:
    """The numbers begin again."""
    return 0


def runs_on(number: int) -> int:
    """The numbers run on."""
    return number


def _recurring(dice: Dice) -> Callable[[Dice], str]:
    """What the text says again and again, in one text of three; else nothing."""
    said = dice.choice(words.RECURRING) if dice.random() < 0.33 else ""
    return lambda dice: said if dice.random() < 0.2 else ""


def fields_of(dice: Dice, count: int) -> list[Field]:
    """So many fields, none twice."""
    names = list(words.FIELDS)
    return [Field.named(name, dice) for name in dice.sample(names, min(count, len(names)))]
