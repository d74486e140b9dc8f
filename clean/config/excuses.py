"""Faults that stay: suppressions in the configuration, and the baseline of an old collection.

A suppression names files, a rule, words of the document, and the reason. It covers a
fault that lies within those words, or a long fault that holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clean.config.load import Config, ConfigError, shown

FORMAT = "clean-baseline/1"
OLD = "stood there when the baseline was written"
# Code points of the document around a fault, and of a long fault, that a baseline quotes.
AROUND, MOST = 12, 60


class Excuse(NamedTuple):
    """A suppression: which files, which rule, words of the document, and the reason."""

    path: str
    rule: str
    text: str
    reason: str = ""


# What a worker needs of an excuse: the rule and the words.
Words = tuple[str, str]


class Place(NamedTuple):
    """A fault as far as an excuse looks: its rule, and its span of the text."""

    rule: str
    start: int
    end: int


@cache
def suppressions(config: Config) -> tuple[Excuse, ...]:
    """The suppressions of a configuration, in its order. Raises ConfigError for no rule of ours."""
    found = tuple(Excuse(**one) for one in config["suppress"])
    for i, excuse in enumerate(found):
        if excuse.rule not in _names():
            near = get_close_matches(excuse.rule, _names(), 1)
            hint = f"did you mean {near[0]!r}?" if near else "`clean rules` lists them"
            what = f"there is no rule {excuse.rule!r}; {hint}"
            raise ConfigError(f"{config.name}: suppress[{i}].rule: {what}")
    return found


@cache
def _names() -> tuple[str, ...]:
    """What can be suppressed: rules, and what is told beside them."""
    from clean import book  # where there is a suppression; each rule has its page

    return (*book.chinese(), *book.others())


@cache
def baseline(config: Config) -> dict[str, list[Excuse]]:
    """What the baseline of a configuration excuses, by path. Raises ConfigError."""
    if not config["baseline"]:
        return {}
    file = config.root / config["baseline"]
    name = shown(file)
    by_path: dict[str, list[Excuse]] = {}
    try:
        found = json.loads(file.read_bytes())
        if found["format"] != FORMAT:
            raise ConfigError(f"{name}: not {FORMAT}; write it again: clean check --baseline")
        for path, rule, text in found["faults"]:
            by_path.setdefault(path, []).append(Excuse(path, rule, text, OLD))
    except OSError as error:
        raise ConfigError(f"{name}: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{name}: no baseline of ours ({error}); write it again") from error
    return by_path


def written(excuses: Iterable[Excuse]) -> bytes:
    """The baseline of these excuses, an excuse a line, without the reason they share."""
    lines = sorted({json.dumps(one[:3], ensure_ascii=False) for one in excuses})
    body = ",\n  ".join(lines)
    return f'{{"format": "{FORMAT}", "faults": [\n  {body}\n]}}\n'.encode(
        "utf-8", "backslashreplace"
    )


def quotation(text: str, start: int, end: int) -> str:
    """The words a baseline quotes for a fault: the place with some of its line around it."""
    if end - start > MOST:
        return text[start : start + MOST]
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    words = before.rpartition("\n")[2] + text[start:end] + behind.partition("\n")[0]
    return words or before + behind


def covering(excuses: Sequence[Words], text: str, places: Iterable[Place]) -> Iterator[list[int]]:
    """For each fault of a text, which of the excuses cover it."""
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for i, (rule, words) in enumerate(excuses):
        spans.setdefault(rule, []).extend((i, at, at + len(words)) for at in _found(text, words))
    for rule, start, end in places:
        yield [
            i
            for i, first, last in spans.get(rule, [])
            if (first <= start and end <= last) or (start <= first and last <= end)
        ]


def _found(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def is_one_file(excuse: Excuse, root: Path) -> bool:
    """Whether an excuse names one file, without a pattern, that does not exist."""
    return not set("*?[!") & set(excuse.path) and not (root / excuse.path.lstrip("/")).exists()
