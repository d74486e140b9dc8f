"""The facts that labelled words carry. Knows nothing of pages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clean.page.days import iso
from clean.page.folding import fold, narrowed
from clean.page.labels import BYLINE, DAY, STRONG, TABLE, Label
from clean.patterns import pattern


def _spaced(name: str) -> str:
    """The name with room between its letters: pages set `索   引   号`."""
    return r"\s{0,8}".join(map(re.escape, name))


def _names(labels: tuple[Label, ...]) -> str:
    names = {name for label in labels for name in label.names.split()}
    return "|".join(map(_spaced, sorted(names, key=lambda name: (-len(name), name))))


_SIGN = r"\s{0,4}[:】\]][:\s]{0,6}"
FACT = {name: label.fact for label in (*TABLE, *BYLINE, *STRONG) for name in label.names.split()}
VALUE = {
    name: pattern(label.value)
    for label in (*TABLE, *BYLINE, *STRONG)
    for name in label.names.split()
}
_WRITTEN = {name.lower(): name for name in FACT}
# The first letters of all labels, and what a page puts before a label.
INITIALS = frozenset("[【(（ 發關來標點閱錄資責編審記" + "".join(name[0] for name in FACT))
STRONG_NAMES = frozenset(name for label in STRONG for name in label.names.split())
BYLINE_NAMES = frozenset(name for label in BYLINE for name in label.names.split())
_ALL = _names((*STRONG, *BYLINE, *TABLE))
# Behind a value, without a sign between, only a long label is one: 招生办发布时间：.
_LONG = "|".join(
    sorted((name for name in STRONG_NAMES if len(name) > 3), key=lambda name: (-len(name), name))
)
NAMED = pattern(
    rf"(?:(?:^|(?<=[\s|,;/\[【(（、　\d]))[\[【(]?({_ALL})|(?<=[一-鿿)）\]】])({_LONG}))(?:{_SIGN}|\t)",
    re.IGNORECASE,
)
LEADING = pattern(rf"({_names((*STRONG, *TABLE))})\s+(\S.*)")
BARE = pattern(rf"[\[【(]?({_names((*STRONG, *BYLINE, *TABLE))})\s*:?[\]】)]?:?", re.IGNORECASE)
UNLABELLED = pattern(rf"(?:^|[\s|\[(【]){DAY}|{DAY}(?=[\s\d:]*发表于)")
# Where a link or a switch is glued to a value: 科技局 【字体, 科技局](#).
GLUED_ON = pattern(
    r"\]\(|\)?\s*[【\[](?!\d{4}[】\]])|\)\s|\s+(?:字[号体]|评论|分享|打印|收藏|我要|手机看|[^\s]{0,8}客户端)"
)
# So many cells make a row that is drawn with strokes; 来源 | 甲 is a byline.
PIPED = 4
# The switch behind a label without a value: 作者：字号：.
SWITCH = pattern(r"字[号体级]|打印|分享|收藏|关闭|大|中|小")
# A name of two letters, set apart: 陈　桐.
SET_APART = pattern(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])")
# How many figures a sign behind a count stands for.
PLACES = {"万": 4, "w": 4, "k": 3}
DATES = frozenset({"published", "updated", "signed", "effective"})


class Field(NamedTuple):
    """One label with its value, as they stand in folded words."""

    name: str
    value: str
    start: int


def written(label: str) -> str:
    """A label as the tables write it: `tags` is Tags, and letters set apart are joined."""
    name = "".join(label.split())
    return _WRITTEN.get(name.lower(), name)


def fields(words: str) -> list[Field]:
    """The labelled values in folded words; a value runs to the next label."""
    if "|" in words and (piped := _piped(words)):
        return piped
    found = list(NAMED.finditer(words))
    if not found:
        return _cells(_joined(words.split()))
    ends = [*[match.start() for match in found], len(words)][1:]
    return [
        Field(
            written(match[1] or match[2]),
            words[match.end() : end].strip(" \t|,;[【(/"),
            match.start(),
        )
        for match, end in zip(found, ends, strict=True)
    ]


def _piped(words: str) -> list[Field]:
    """The cells of a row that is drawn with strokes: | 索引号 | 0001 | 主题分类 | 卫生 |."""
    cells = [cell.strip() for cell in words.strip("| \t").split("|")]
    labels = [written(cell) for cell in cells[::2]]
    if len(cells) % 2 or len(cells) < PIPED or not all(label in FACT for label in labels):
        return []
    return [Field(name, value, 0) for name, value in zip(labels, cells[1::2], strict=True)]


def _joined(words: list[str]) -> list[str]:
    """The letters of a label set apart as one word: 索 引 号."""
    done: list[str] = []
    run = 0  # single letters that stand at the end
    for word in words:
        done.append(word)
        run = run + 1 if len(word) == 1 else 0
        if run > 1 and (name := "".join(done[-run:])) in FACT:
            done[-run:] = [name]
            run = 0
    return done


def _cells(words: list[str]) -> list[Field]:
    """Labels and values of a table row that was read cell by cell: `索引号 0001 主题分类 卫生`."""
    if not words or words[0] not in FACT:
        return []
    found: list[Field] = []
    for word in words:
        # 公开方式 主动公开: a label of the same fact right behind one is its value
        said = found and not found[-1].value and FACT.get(word) == FACT[found[-1].name]
        if word in FACT and not said:
            found.append(Field(word, "", 0))
        else:
            last = found[-1]
            found[-1] = last._replace(value=f"{last.value} {word}".strip())
    if len(found) == 1 and len(words) == 2:  # 浏览次数 215
        return found if _is_count(found[0]) else []
    row = len(found) > 1 and any(
        field.name in STRONG_NAMES and field.value and VALUE[field.name].match(field.value)
        for field in found
    )
    return found if row else []


def _is_count(field: Field) -> bool:
    """Whether a label of more than two letters counts views, and a figure is its value."""
    return FACT[field.name] == "views" and len(field.name) > 2 and field.value.isdecimal()


@lru_cache(maxsize=4096)
def facts(words: str) -> tuple[tuple[str, str], ...]:
    """The facts that erased words carry: `(("published", "2015-03-26"), ("views", "120"))`."""
    return tuple(
        in_own_script(pair, words)
        for field in fields(fold(words))
        if (pair := fact(field.name, field.value))
    )


def dated(words: str, found: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The facts of a byline; a day without a label is that of publication: 2020-04-27 来源：…."""
    bare = UNLABELLED.search(fold(words))
    if not bare or any(name in DATES for name, _ in found):
        return found
    return (("published", iso(bare[0])), *found)


def counted(figures: str) -> str:
    """A count in figures alone: 2.1万 is 21000, 2.6k is 2600."""
    places = PLACES.get(figures[-1:].lower(), 0)
    whole, _, part = figures[:-1].partition(".")
    return f"{int(whole or 0)}{part.ljust(places, '0')[:places]}".lstrip("0") if places else figures


def in_own_script(pair: tuple[str, str], words: str) -> tuple[str, str]:
    """A fact read off folded words, as the words spell it: 勞動部, not 劳动部."""
    at = fold(words).find(pair[1])
    return pair if at < 0 else (pair[0], narrowed(words)[at : at + len(pair[1])])


def fact(name: str, value: str) -> tuple[str, str] | None:
    """The fact of one label and its value, dates as ISO; None when there is no value, or 无."""
    kind = FACT.get(name, "")
    if kind in ("author", "editor"):
        value = SET_APART.sub(r"\1\2", value)
    found = VALUE[name].match(value) if name in VALUE else None
    if not found or not kind:
        return None
    words = GLUED_ON.split(found[0].strip(" \t[]()【】"), maxsplit=1)[0]
    if words.count("(") > words.count(")"):  # 省人大(含常委会) ends in a bracket of its own
        words += ")"
    if kind in ("author", "source", "editor") and SWITCH.fullmatch(words):
        return None
    if value[found.end() :].lstrip().startswith(":"):  # the next label is of that site alone
        words = words.rsplit(None, 1)[0]
    if kind in DATES:
        words = iso(words)
    if kind == "views":
        words = counted(re.sub(r"[^\d.万wWkK]", "", words))
    return (kind, words) if words and words != "无" else None
