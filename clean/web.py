"""A web page into the text it is about; needs the extra `docclean[html]`.

trafilatura finds the main text; the page itself gives it whole and in order. What is taken are
the lines of the page from the first to the last that trafilatura takes, with the title and
the page's record above them and the last parts of an official document below: it drops such
lines, and sets tables behind the text. The wrapping between them is the work of the chain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, NamedTuple

from clean.markup import lines, parse, titles
from clean.page.facts import facts
from clean.parts.kinds import SIGNATURE, kind_of
from clean.stages.encoding import Refusal, read

INSTALL = "pip install 'docclean[html]'"
# Lines of other kinds that may stand between the main text and a part that belongs to it.
GAP = 3
# The shortest line, in letters, that is known as the title or as a line of the main text.
TELLING = 5
# The shortest line, in letters, that is known again within a longer one.
SURE = 10
_CLOSING = ("attachment", "attribution", "date", "note", "number")
_COPIES = re.compile("抄\\s?送|印发")
_LETTER = re.compile(r"[\s|]+")
_CODE = re.compile(rb"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE)


class Page(NamedTuple):
    """The text of a page, one line a paragraph; how it was read; whether it had a main text."""

    text: str
    encoding: str
    extractor: str
    has_main: bool


def is_ready() -> bool:
    """Whether pages can be read: whether the extra is installed. Imports nothing."""
    return find_spec("trafilatura") is not None


def page(data: bytes, encoding: str | None = None) -> Page:
    """The main text of a page; `encoding` (a Python codec name) decides if given.

    Without a main text all lines of the page are taken. Raises Refusal where the bytes are
    no text, the page shows no words, or the extra is not installed.
    """
    if not is_ready():
        raise Refusal("no-extractor", f"a web page needs trafilatura: {INSTALL}")
    words, name = decoded(data, encoding)
    try:
        tree = parse(words)
    except ValueError as error:
        raise Refusal("no-page", str(error)) from error
    shown = lines(tree)
    if not shown:
        raise Refusal("no-page", "the page shows no words")
    called = titles(tree)
    first, last = main_part(shown, called, _main_text(tree))
    text = "".join(f"{line}\n" for line in shown[first:last] or shown)
    return Page(text, name, extractor(), first < last)


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a page and its encoding, read off what is shown, not off code.

    A declared charset is evidence; it decides where the words are too few to tell.
    Raises Refusal.
    """
    name = read(b"\n", encoding or _encoding(data)).encoding  # GB2312 is read as GB18030
    return data.decode(name, "replace").removeprefix("\ufeff"), name


def main_part(shown: Sequence[str], called: Sequence[str], main: str) -> tuple[int, int]:
    """From which to which line the page is about something; (0, 0) where no line tells.

    `called` is what the page calls itself, `main` the main text as trafilatura gives it.
    """
    keys = [_key(line) for line in shown]
    found = list(_taken(keys, main))
    if not found:
        return 0, 0
    first = _first(shown, found, _title(keys[: found[-1]], called))
    return _above(shown, first), _below(shown, found[-1] + 1)


@cache
def extractor() -> str:
    """The libraries that the text of a page depends on, with their versions."""
    from importlib.metadata import version

    return " ".join(f"{name} {version(name)}" for name in ("trafilatura", "lxml"))


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:1024]:
        return read(data).encoding
    found = _DECLARED.search(data[:4096])
    words = (found[0] if found else b"") + b"\n" + _CODE.sub(b"\n", data)
    try:
        return read(words).encoding
    except Refusal:
        if found and _is_strict(data, said := found[1].decode("ascii")):
            return said
        raise


def _is_strict(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _main_text(tree: Any) -> str:
    """The main text as trafilatura sees it: much rather than little, nothing twice is dropped."""
    from copy import deepcopy

    import trafilatura

    try:
        found = trafilatura.extract(
            deepcopy(tree),
            favor_recall=True,
            include_comments=False,
            include_formatting=False,
            include_tables=True,
            deduplicate=False,
        )
    except RecursionError:  # tags nested without end
        return ""
    return found or ""


def _taken(keys: Sequence[str], main: str) -> Iterator[int]:
    """The lines that stand in the main text, and on the page once.

    trafilatura runs together what stands in one cell of a table: there only lines tell that
    are too long to be in a menu by chance.
    """
    times = Counter(keys)
    rows = {_key(line) for line in main.split("\n")}
    flat = _key(main)
    for i, key in enumerate(keys):
        if times[key] == 1 and (key in rows or (len(key) >= SURE and key in flat)):
            yield i


def _title(keys: Sequence[str], called: Sequence[str]) -> int:
    """The line that says the most of what the page calls itself; behind the last when none does."""
    names = [_key(name) for name in called]
    telling = [
        i
        for i, key in enumerate(keys)
        if key in names or (len(key) >= TELLING and any(key in name for name in names))
    ]
    return max(telling, key=lambda i: (len(keys[i]), i), default=len(keys))


def _first(shown: Sequence[str], found: Sequence[int], title: int) -> int:
    """The first line taken, or the title: without a sentence between, what stands above is a menu."""
    between = shown[found[0] : title]
    if title < found[0] or any("。" in line or _is_part(line) for line in between):
        return min(found[0], title)
    return title if any("。" in line for line in shown[title : found[-1] + 1]) else found[0]


def _is_part(line: str) -> bool:
    """Whether a line above a title can be of its document: who issues it, its number."""
    return kind_of(line.strip()) != "paragraph" or line.strip().endswith("文件")


def _above(shown: Sequence[str], first: int) -> int:
    """The first line of the page's record right above a line."""
    for at in _near(shown, range(first - 1, -1, -1), lambda line: bool(facts(line))):
        first = at
    return first


def _below(shown: Sequence[str], last: int) -> int:
    """Behind the last of the closing parts of a document right below a line."""
    for at in _near(shown, range(last, len(shown)), _closes):
        last = at + 1
    return last


def _near(shown: Sequence[str], order: range, belongs: Any) -> Iterator[int]:
    """The lines that belong to what was found, no more than a few others between them."""
    others = 0
    for at in order:
        if belongs(shown[at]):
            others = 0
            yield at
        elif others == GAP:
            return
        else:
            others += 1


def _closes(line: str) -> bool:
    said = line.strip()
    return kind_of(said) in _CLOSING or bool(SIGNATURE.fullmatch(said) or _COPIES.match(said))


def _key(line: str) -> str:
    return _LETTER.sub("", line).removeprefix("-")
