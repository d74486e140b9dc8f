"""The parts of an official document, line by line.

Kinds: title, number, addressee, heading (with its level), paragraph, attribution,
signature, date, note, attachment. After 《党政机关公文处理工作条例》 Art. 9 and GB/T 9704-2012.

Each line is first taken for what it shows by itself (`kind_of`); then its neighbours are
asked, pass by pass, each pass in its own function.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clean.document import Span
from clean.patterns import pattern
from clean.signs import AGENCY, ATTRIBUTION, DATE, DOCUMENT_NUMBER, GENRE, HAN, mark
from clean.spans import rows


class Block(NamedTuple):
    """One part of the document: its kind, its span without white space, a heading's level."""

    kind: str
    start: int
    end: int
    level: int = 0


_ONE_LINE = (
    ("date", pattern(rf"{DATE}(?:印发)?")),
    ("number", pattern(rf"{DOCUMENT_NUMBER}")),
    ("note", pattern(r"[（(](?:此件|此文|本文)[^（）()]*[）)]|[（(]联系人[^（）()]*[）)]")),
    ("attachment", pattern(r"附\s*(?:件|表|图)?\s*[\d一二三四五六七八九十]*\s*(?:[:：].*|)")),
    ("attribution", pattern(ATTRIBUTION)),
)
TITLE = pattern(
    rf"(?![·•▪◆■●])[^。；！？]*关于[^。；！？]+(?:{GENRE})[)）》]?(?:[（(][^。（）()]*[）)])?"
    rf"|[^。，；：！？,:;]{{4,60}}(?:{GENRE})(?:[（(][^。（）()]*[）)])?"
)
# Words in brackets on the line below a title: （2017—2020年）, （试行）; a day is none of it.
_BELOW_TITLE = pattern(r"[（(](?!\d{4}[-/.]\d)[^（）()。日]{2,30}[）)]")
ADDRESSEE = pattern(r"[^。；！？!?;]{2,}[:：]")
_NAMED = pattern(
    rf"人民政府|部门|机构|单位|企业|院校|公司|各[^，。]|{AGENCY}|同志|朋友|^尊敬的|^亲爱的|^广大"
)
# What leads into the text, and addresses nobody: 现将有关事项通知如下：
_LEADS_IN = pattern(r"(?:如下|下列[^，。]{0,6}|以下[^，。]{0,6})[:：]\Z|^[为经]")
SIGNATURE = pattern(rf"[^。，；：！？,:;]{{2,40}}(?:{AGENCY}|政府|党委|党组)(?:[ 　（(].*)?")
_SIGNER = pattern(r"[^\d\s]+")
# Any plain name right above the date that ends a text: 明德市图书馆.
_NAME = pattern(rf"(?!特此)[{HAN}（）()]{{3,30}}")
_SIGNED_AND_DATED = pattern(
    rf"([^。，；：！？,:;\s]{{2,40}}(?:{AGENCY}|政府|党委|党组))\s+({DATE})"
)
_ENDS_IN_ATTRIBUTION = pattern(rf"(?<=[。；])({ATTRIBUTION})\Z")
_ARTICLE = pattern(rf"第[{HAN}\d]{{1,6}}条")
_LISTS = pattern(r"附\s*(?:件|表|图)?\s*[:：]")
_HAN = pattern(f"[{HAN}]")
_STOP_END = "。；：，、！,;:"
# Longer than this a numbered line is a sentence of the body (longest heading of the seeds: 47).
HEADING = 60
# A numbered line of this length that ends in 。 with nothing below it says something by itself.
CLAUSE = 16
# The shortest name of a page that is known for its title by its place alone, in Han; what such
# a name never holds: labels, cells, links, who wrote it.
NAME_LEAST = 5
_NO_NAME = pattern(r"^——|[讯电][（(]|[:：|\s]|记者|通讯员|[〔\[(（]\d{4}")
# What a page sets above all it says: a name of some length, or two parted by a colon or a space.
_FIRST = pattern(
    rf"(?:[^{HAN}。：:]*[{HAN}]){{8,60}}[^{HAN}。：:，,；;、]*"
    rf"|(?:[^{HAN}。：:]*[{HAN}]){{2,20}}[^{HAN}。：:]*[：:](?:[^{HAN}。：:]*[{HAN}]){{4,40}}[^{HAN}。：:，,；;、]*"
)
_NO_TITLE = pattern(
    rf"^(?:——|本[报刊台网]|新华社|通讯员|记者|{DOCUMENT_NUMBER})|记者\s|[讯电][（(]|[|\t]|\s\S{{1,3}}(?:\s|$)|\s\S+\s"
)
_SHORT = pattern(f"[{HAN}]{{2,7}}")
# Fewer lines have no title that nothing else shows.
LINES = 3
# So many lines name the document at most; as many agencies sign it.
TITLE_LINES, SIGNERS = 3, 8
_CLOSES_LETTER = ("date", "attachment", "note")


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text, one a line that is not blank; spans are code points of the text.

    An attribution bracket that ends a paragraph is a part of its own, and so is a date
    behind the name of who signs.
    """
    spans = rows(text)
    lines = [text[slice(*span)] for span in spans]
    kinds = [kind_of(line) for line in lines]
    head = _head(lines, kinds)
    for settle in (_titles, _addressee, _name, _clauses, _signatures, _attachments):
        settle(lines, kinds, head)
    for span, line, kind in zip(spans, lines, kinds, strict=True):
        yield from _cut(span, line, kind)


@lru_cache(maxsize=256)
def kind_of(line: str) -> str:
    """What a line shows by itself, without its neighbours."""
    for kind, shape in _ONE_LINE:
        if shape.fullmatch(line):
            return kind
    if is_heading(line):
        return "heading"
    return "title" if len(line) <= 2 * HEADING and TITLE.fullmatch(line) else "paragraph"


def is_heading(line: str) -> bool:
    """Whether a numbered line carries no text of its own behind its heading."""
    found = mark(line)
    return (
        bool(found) and len(line) <= HEADING and "。" not in line[:-1] and line[-1] not in "；;："
    )


def _head(lines: list[str], kinds: list[str]) -> int:
    """How many lines stand before the first that can only be text proper."""
    for i, line in enumerate(lines):
        if kinds[i] == "heading" or line.endswith(("。", "；")):
            return i
    return len(lines)


def _titles(lines: list[str], kinds: list[str], head: int) -> None:
    """A title stands in the head, or where the covering letter has ended; it may take more lines.

    There any line is one that the title of the letter names: 关于印发某政策的通知, 某政策.
    """
    for i, kind in enumerate(kinds):
        if kind == "title" and i > head and not set(kinds[i - 4 : i]) & set(_CLOSES_LETTER):
            kinds[i] = "paragraph"
    named = "".join(line for line, kind in zip(lines, kinds, strict=True) if kind == "title")
    for i in range(head + 1, len(lines)):
        said = kinds[i] == "paragraph" and len(lines[i]) >= NAME_LEAST and lines[i] in named
        if (
            said
            and not SIGNATURE.fullmatch(lines[i])
            and set(kinds[i - 4 : i]) & set(_CLOSES_LETTER)
        ):
            kinds[i] = "title"
    for i in range(head):
        broken = _broken_title(lines[i:head])
        kinds[i : i + broken] = ["title"] * broken
    for i, line in enumerate(lines[1:], 1):
        if kinds[i - 1] == "title" and kinds[i] == "paragraph" and _BELOW_TITLE.fullmatch(line):
            kinds[i] = "title"


def _broken_title(lines: list[str]) -> int:
    """Over how many of the lines a title runs that the first of them begins; 0 for none."""
    for n in range(2, min(TITLE_LINES, len(lines)) + 1):
        first, second, *_ = part = lines[:n]
        begun = "关于" in first or (second.startswith("关于") and SIGNATURE.fullmatch(first))
        if not begun or TITLE.fullmatch(first) or any(line[-1] in _STOP_END for line in part):
            return 0
        if TITLE.fullmatch("".join(part)):
            return n
    return 0


def _addressee(lines: list[str], kinds: list[str], head: int) -> None:
    """Those whom the document is sent to, named once, before the text proper."""
    for i in range(min(head + 1, len(lines))):
        line = lines[i]
        sent = kinds[i] == "paragraph" and ADDRESSEE.fullmatch(line) and _NAMED.search(line)
        if sent and not _LEADS_IN.search(line):
            kinds[i] = "addressee"
            return


def _name(lines: list[str], kinds: list[str], head: int) -> None:
    """Without a title in the head, its first line is one if it can be, or the longest name there."""
    if "title" in kinds[: head + 1]:
        return
    if len(lines) >= LINES and kinds[0] == "paragraph" and _is_name(lines[0]):
        kinds[0] = "title"
        return
    if not any("。" in line for line in lines[head:]):
        return
    free = next(
        (i for i in range(head) if kinds[i] == "addressee" or lines[i][-1] in _STOP_END), head
    )
    names = [i for i in range(free) if kinds[i] == "paragraph" and not _NO_NAME.search(lines[i])]
    best = max(names, key=lambda i: len(_HAN.findall(lines[i])), default=-1)
    if best >= 0 and NAME_LEAST <= len(_HAN.findall(lines[best])) <= HEADING:
        kinds[best] = "title"
    elif kinds[0] == "paragraph" and _SHORT.fullmatch(lines[0]):
        kinds[0] = "title"


def _is_name(line: str) -> bool:
    return _FIRST.fullmatch(line) is not None and not _NO_TITLE.search(line)


def _clauses(lines: list[str], kinds: list[str], _: int) -> None:
    """Numbered lines with nothing beneath them that say something themselves are text.

    What one line of a list is, the others are that stand right above and below it.
    """
    for i, line in enumerate(lines):
        if kinds[i] == "heading" and line[-1] == "。" and _ARTICLE.match(line):
            kinds[i] = "paragraph"
    for run in _runs(lines):
        bare = [_is_bare(lines, i) for i in run]
        said = [_is_clause(lines[i]) for i in run]
        if not any(map(min, said, bare)) and all(kinds[i] == "heading" for i in run):
            continue
        for i, alone, clause in zip(run, bare, said, strict=True):
            if kinds[i] == "heading" and (clause or (alone and lines[i][-1] == "。")):
                kinds[i] = "paragraph"


def _runs(lines: list[str]) -> Iterator[list[int]]:
    """Which numbered lines count on right below each other."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if run and not _counts_on(lines[i - 1], line):
            yield run
            run = []
        if mark(line):
            run.append(i)
    if run:
        yield run


def _is_clause(line: str) -> bool:
    said = line[-1] == "。" and ("，" in line or len(line) >= CLAUSE)
    return said or "：" in line[:-1]


def _is_bare(lines: list[str], at: int) -> bool:
    """Whether the next line is none that could stand beneath this one."""
    if at + 1 == len(lines):
        return True
    above, below = mark(lines[at]), mark(lines[at + 1])
    if above and below:
        return below.level <= above.level
    return kind_of(lines[at + 1]) != "paragraph" or bool(SIGNATURE.fullmatch(lines[at + 1]))


def _counts_on(line: str, after: str) -> bool:
    """Whether the second line has the next mark of the same kind."""
    one, two = mark(line), mark(after)
    return (
        one is not None and two is not None and (one.kind, one.number + 1) == (two.kind, two.number)
    )


def _signatures(lines: list[str], kinds: list[str], head: int) -> None:
    """Who signs stands above the date: several agencies at most, or in a text any one name."""
    for i, kind in enumerate(kinds):
        if kind != "date":
            continue
        for j in range(i - 1, max(i - 1 - SIGNERS, -1), -1):
            of_several = j == i - 1 or _SIGNER.fullmatch(lines[j])
            is_name = j == i - 1 > head and _NAME.fullmatch(lines[j])
            if kinds[j] != "paragraph" or not (
                is_name or (of_several and SIGNATURE.fullmatch(lines[j]))
            ):
                break
            kinds[j] = "signature"


def _attachments(lines: list[str], kinds: list[str], _: int) -> None:
    """The list behind 附件： goes on as long as its numbers do."""
    for i, (line, after) in enumerate(pairwise(lines)):
        if kinds[i] != "attachment" or kinds[i + 1] not in ("heading", "paragraph"):
            continue
        found = _LISTS.match(line)
        entry = line[found.end() :].lstrip() if found else line
        first = mark(after)
        if (found and not entry and first and first.number == 1) or _counts_on(entry, after):
            kinds[i + 1] = "attachment" if "。" not in after else kinds[i + 1]


def _cut(span: Span, line: str, kind: str) -> Iterator[Block]:
    """The parts on one line."""
    if kind == "heading":
        found = mark(line)
        yield Block(kind, *span, found.level if found else 0)
        return
    bracket = _ENDS_IN_ATTRIBUTION.search(line) if kind == "paragraph" else None
    both = _SIGNED_AND_DATED.fullmatch(line) if kind == "paragraph" else None
    if bracket:
        yield Block(kind, span.start, span.start + bracket.start())
        yield Block("attribution", span.start + bracket.start(), span.end)
    elif both:
        yield Block("signature", span.start, span.start + both.end(1))
        yield Block("date", span.start + both.start(2), span.end)
    else:
        yield Block(kind, *span)
