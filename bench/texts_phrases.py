"""Sentences of the grammar: noun groups, clauses, targets."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from bench import texts_words as words

Dice = random.Random


@dataclass(frozen=True)
class Field:
    """A field of work as one section sees it: its name and the nouns it speaks of most."""

    name: str
    nouns: tuple[str, ...]

    @classmethod
    def named(cls, name: str, dice: Dice) -> Field:
        """The field of a name; each section has its own favourites among the nouns."""
        nouns = words.FIELDS[name]
        return cls(name, (*dice.sample(nouns, 4), *nouns))

    def noun(self, dice: Dice) -> str:
        """A noun of the field."""
        return dice.choice(self.nouns)

    def heading(self, dice: Dice) -> str:
        """What a section of the field may be called."""
        return f"{dice.choice(words.HOW)}{dice.choice(words.VERBS)}{self.noun(dice)}{dice.choice(words.TAILS)}"


def group(dice: Dice, field: Field) -> str:
    """A noun, mostly with what is done about it."""
    return field.noun(dice) + (dice.choice(words.TAILS) if dice.random() < 0.6 else "")


def groups(dice: Dice, field: Field) -> str:
    """One to three noun groups."""
    return "、".join(group(dice, field) for _ in range(dice.choice([1, 1, 2, 3])))


def _work(dice: Dice, field: Field) -> str:
    how = dice.choice(words.HOW) if dice.random() < 0.4 else ""
    return f"{how}{dice.choice(words.VERBS)}{groups(dice, field)}"


def _support(dice: Dice, field: Field) -> str:
    return f"支持{dice.choice(words.ACTORS)}{dice.choice(words.VERBS)}{group(dice, field)}"


def _money(dice: Dice, field: Field) -> str:
    n = dice.choice([5, 10, 20, 30, 50, 80, 100, 150, 200, 300, 500])
    return f"对{groups(dice, field)}给予不超过{n}万元的{dice.choice(['补助', '奖励', '贴息', '一次性奖补'])}"


def _deadline(dice: Dice, field: Field) -> str:
    done = dice.choice(["完成", "建成", "启动", "验收"])
    return f"{dice.randint(2016, 2027)}年{dice.randint(1, 12)}月底前{done}{groups(dice, field)}"


def _gain(dice: Dice, field: Field) -> str:
    return f"通过{dice.choice(words.VERBS)}{group(dice, field)}{dice.choice(words.GAINS)}"


def _both(dice: Dice, field: Field) -> str:
    one, two = dice.sample(words.ACTORS, 2)
    return f"推动{one}与{two}在{group(dice, field)}方面{dice.choice(words.JOINTLY)}"


def _rule(dice: Dice, field: Field) -> str:
    return f"按照{dice.choice(words.PRINCIPLES)}的原则{_work(dice, field)}"


def _count(dice: Dice, field: Field) -> str:
    return f"新建改建{group(dice, field)}{dice.randint(2, 980)}{dice.choice('处个家项')}"


def _ban(dice: Dice, field: Field) -> str:
    return f"不得{dice.choice(['违规新增', '变相限制', '擅自调整', '虚报', '挤占', '拖延办理'])}{group(dice, field)}"


CLAUSES: list[Callable[[Dice, Field], str]] = [
    *[_work] * 6,
    *[_support] * 2,
    _money,
    _deadline,
    _gain,
    _both,
    _rule,
    _count,
    _ban,
]


def clauses(dice: Dice, field: Field, count: int) -> str:
    """So many clauses with commas between."""
    return "，".join(dice.choice(CLAUSES)(dice, field) for _ in range(count))


def sentence(dice: Dice, field: Field) -> str:
    """A sentence of one to four clauses."""
    said = clauses(dice, field, dice.choice([1, 2, 2, 3, 3, 4]))
    if dice.random() < 0.15:
        said += f"；{clauses(dice, field, 2)}"
    if dice.random() < 0.2:
        said += f"，{dice.choice(words.GAINS)}"
    return said + "。"


def target(dice: Dice, field: Field) -> str:
    """A target with its year and its figures."""
    figures = "，".join(_reached(dice, field) for _ in range(dice.randint(1, 3)))
    return f"到{dice.randint(2016, 2035)}年，{figures}。"


def _reached(dice: Dice, field: Field) -> str:
    what = f"{group(dice, field)}{dice.choice(words.INDICATORS)}"
    return f"{what}达到{_figure(dice)}{dice.choice(words.UNITS)}{dice.choice(words.ABOUT)}"


def _figure(dice: Dice) -> str:
    return dice.choice([str(dice.randint(2, 990)), f"{dice.randint(1, 99)}.{dice.randint(1, 9)}"])
