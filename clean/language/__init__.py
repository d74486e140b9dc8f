"""What is said to people, in English or in Chinese.

The code says everything in English, and so do logs and manifests, whatever the language.
What goes to a person passes `spoken` on its way out, which looks it up in `zh.toml`: a table
from English sentences to Chinese ones, with `{}` for what differs from time to time. Where no
sentence of the table fits, the words stay as they are. Standard library only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = ("zh", "en")
TABLE = Path(__file__).with_name("zh.toml")
# Where a person says which language, the first that is set; as gettext and the shells have it.
_VARIABLES = ("CLEAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
# What joins two sentences, and how it is written behind a Chinese one.
_JOINT = re.compile("[;:,] ")
_JOINTS = {"; ": "；", ": ": "：", ", ": "，"}
_HOLE = "{}"
# What may fill a hole, by the form the Chinese gives it: `{0:q}` holds a quotation, `{0:d}` a
# number, `{0:w}` a word; `{0}` and `{0:zh}` anything.
_FILLINGS = {"q": '(".*?")', "d": r"(\d+(?:,\d{3})*(?:\.\d+)?)", "w": r"(\S+)"}
_PLACE = re.compile(r"\{(\d+)(?::(\w+))?\}")

_chosen = "en"


class Hole(str):
    """What stands in a hole of a sentence; `{0:zh}` says that it is a sentence too."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return spoken(self) if form == "zh" else str(self)


class Template:
    """An English sentence with holes, and the Chinese one that takes what fills them."""

    def __init__(self, english: str, chinese: str) -> None:
        parts = english.split(_HOLE)
        self.chinese = chinese
        self.weight = bool(parts[0]), len("".join(parts))
        self.longest = max(parts, key=len)
        forms = dict(_PLACE.findall(chinese))
        holes = [_FILLINGS.get(forms.get(str(n), ""), "(.*?)") for n in range(len(parts) - 1)]
        pairs = zip(map(re.escape, parts), [*holes, ""], strict=True)
        self.pattern = re.compile("".join(map("".join, pairs)), re.DOTALL)

    def fill(self, words: str) -> str:
        """The Chinese for these words, or nothing where they are no such sentence."""
        if self.longest not in words or not (found := self.pattern.fullmatch(words)):
            return ""
        return self.chinese.format(*map(Hole, found.groups()))


def speak(language: str) -> None:
    """Say everything in this language from now on, in this process: `zh` or `en`."""
    global _chosen  # noqa: PLW0603  a process speaks to one person
    _chosen = language
    _known.cache_clear()


def language() -> str:
    """The language that is spoken: `zh` or `en`."""
    return _chosen


def usual(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the environment: Chinese where CLEAN_LANG or else the locale says so."""
    said = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    return "zh" if said.lower().startswith(("zh", "chinese")) else "en"


def spoken(words: str) -> str:
    """The words in the language that is spoken; what the table does not know stays as it is."""
    return words if _chosen == "en" or not words else _known(words)


@lru_cache(maxsize=4096)
def _known(words: str) -> str:
    return _sentence(words) or next(_joined(words), words)


def _sentence(words: str) -> str:
    """The Chinese of one sentence, or nothing."""
    plain, templates = _table()
    filled = (template.fill(words) for template in templates)
    return plain.get(words) or next(filter(None, filled), "")


def _joined(words: str) -> Iterator[str]:
    """Two sentences that were put together, each said for itself; the second is known whole."""
    for joint in _JOINT.finditer(words):
        if told := _sentence(words[joint.end() :]):
            came = words[: joint.start()]
            before = spoken(came)
            yield before + (joint[0] if before == came else _JOINTS[joint[0]]) + told


@cache
def _table() -> tuple[dict[str, str], list[Template]]:
    """The sentences without holes, and those with: the most telling first.

    One that begins with words of its own tells more than one that begins with a hole.
    """
    said = sentences()
    plain = {english: chinese for english, chinese in said.items() if _HOLE not in english}
    templates = [Template(*pair) for pair in said.items() if _HOLE in pair[0]]
    return plain, sorted(templates, key=lambda template: template.weight, reverse=True)


def sentences() -> dict[str, str]:
    """The table as it is written: Chinese by English, over all its parts."""
    import tomllib

    parts = tomllib.loads(TABLE.read_text("utf-8"))
    return {
        english: chinese.lstrip("\n")
        for part in parts.values()
        for english, chinese in part.items()
    }
