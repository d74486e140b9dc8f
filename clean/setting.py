"""How a text is set, learnt from its lines: width, margin, indents, headings, lists, verse.

In goes a text; out comes whether the line end between two rows stands in mid-sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from clean.document import Span
from clean.parts.kinds import kind_of
from clean.patterns import pattern
from clean.signs import CLOSERS, CLOSING, Mark, mark
from clean.spans import rows

# A line shorter than this that ends without a stop may be a heading (28 of 28 joins right
# on seed 004 at 30; at 20 two headings are glued).
LONG = 30
# Fewer signs a line no page is set to; they are cells, verse, or names.
NARROW = 20
# Long lines without a stop are broken ones only where they are rare; where every fifth is
# one, they are the rows of a list.
RARE = 0.2
# Wrapped lines differ in length by what may not stand at a line start or end.
SLACK = 3
MOST = 0.8
OPEN_END = "，、"
OPENED = "（《“‘〈〔【(["
CLOSED_END = "。！？；：…!?;:.．”’）》)】」』］—－"
# How a part of its own begins, beside the outline marks.
NEW_START = pattern(
    r"——|[●○◆◇■□★☆▲△※•·►✓]|附\s*(?:件|表|图|[:：])|第[一二三四五六七八九十百千\d]+\S"
)
# Rows of a form or a table: 电话：… and 1 北京公司.
_CELL = pattern(r"[^\s，。；：:]{1,8}[：:]|\d+[ \u3000\t]")
_INNER_STOP = pattern("[，。；、,;]")
# Cells of a row, set apart: 证券代码：600001　证券简称：甲股份, 2022080206 68.5 77.25.
_ROW = pattern(r"\S[\t\u3000]+\S|\S(?: +\S+){2}")
# How many signs lines of one list begin with alike: 标段一（…）, 标段二（…）.
ALIKE = 2
# Behind an address, a number or a code no sentence goes on, but with what is counted.
_NO_SEAM = pattern(r"(?!\d[年月日万亿个件项%％])[!-~]")
# Two Latin words, not one number.
_LATIN = pattern(r"(?!\d\d|\.\d)[0-9A-Za-z,.;:][0-9A-Za-z]")
_BRACKETS = ("（(", "）)"), ("《", "》"), ("“‘", "”’"), ("〔[【", "〕]】"), ("「『", "」』")
# A line all in brackets: （附图片1张）.
_ASIDE = pattern(r"[（(][^（）()]*[）)]")
# How a report begins: 本报北京1月13日讯, 据新华社北京1月16日电（记者.
_REPORT = pattern(
    r"(?:据|综合)?(?:本[报刊台网]|新华社|中新社)|[^，。；：！？]{0,24}[讯電电訊](?:[（( \u3000]|[^，。]{0,2}记者)"
)


class Setting:
    """The setting of one text."""

    def __init__(self, text: str) -> None:
        self.text, self.rows = text, rows(text)
        self.lines = [text[slice(*row)] for row in self.rows]
        self.marks = [mark(line) for line in self.lines]
        self.indents = [row.start - text.rfind("\n", 0, row.start) - 1 for row in self.rows]
        self.margin = min(self.indents, default=0)
        self.width = set_width(self.lines)
        self.is_indented = bool(self.width) and _is_indented(self)
        self.stopped = _stopped_heads(self.lines, self.marks)
        self.is_list = _is_list(self.lines)
        self.is_verse = _is_verse(self.lines)

    def breaks(self) -> Iterator[tuple[Span, Span]]:
        """The neighbouring rows between which a sentence is broken, in order.

        Where no width is set, a long row is joined only if a stop ends the whole in the end.
        """
        joins: list[tuple[Span, Span]] = []
        ends_well = bool(self.lines) and self.lines[-1][-1] in CLOSED_END
        for i in range(len(self.rows) - 2, -1, -1):
            certain, likely = self._seam(i)
            if certain or (likely and (self.width or ends_well)):
                joins.append((self.rows[i], self.rows[i + 1]))
            else:
                ends_well = self.lines[i][-1] in CLOSED_END
        return reversed(joins)

    def _seam(self, i: int) -> tuple[bool, bool]:
        """Whether the rows i and i + 1 are broken apart for certain, and whether it is likely."""
        line, new = self.lines[i], self.lines[i + 1]
        gap = self.text.count("\n", self.rows[i].end, self.rows[i + 1].start)
        if (
            gap > 2
            or self.marks[i + 1]
            or NEW_START.match(new)
            or self.indents[i + 1] > self.margin
        ):
            return False, False
        certain = _closes(line, new[0]) or line[-1] in OPENED or self._is_open(line, new)
        return certain or self._is_cut_heading(i, new), self._is_likely(i, new)

    def _is_open(self, line: str, new: str) -> bool:
        """Whether a row set to the full width leaves a bracket open that the next closes."""
        if line[-1] in CLOSERS + "。！？" or len(line) < (
            self.width - SLACK if self.width else LONG
        ):
            return False
        return any(_balance(line, *pair) > 0 > _balance(new, *pair) for pair in _BRACKETS)

    def _is_likely(self, i: int, new: str) -> bool:
        """Whether a row seems to run on; one with no full stop that opens a text is its headline."""
        line = self.lines[i]
        if line[-1] in OPEN_END:
            return not self.is_verse and not _CELL.match(new)
        if self.width:
            full = len(line) >= self.width - SLACK and (self.is_indented or _runs_on(line, new))
            return full and (kind_of(line) == "paragraph" or self._is_clause(i))
        if len(line) < LONG or line[-1] in CLOSED_END or self.is_list or _CELL.match(new):
            return False
        if _REPORT.match(new) or _ASIDE.fullmatch(new) or not _INNER_STOP.search(line):
            return False
        if (i == 0 and "。" not in line) or self._is_row(i) or _NO_SEAM.match(line[-1] + new[0]):
            return False
        return kind_of(line) == kind_of(new) == "paragraph"

    def _is_row(self, i: int) -> bool:
        """Whether a line has cells, or begins like a line beside it: a row, or an entry of a list."""
        line, beside = self.lines[i], (*self.lines[max(0, i - 1) : i], self.lines[i + 1])
        if self.marks[i] or "。" in line:
            return False
        return _ROW.search(line) is not None or any(one[:ALIKE] == line[:ALIKE] for one in beside)

    def _is_clause(self, i: int) -> bool:
        """Whether a numbered row begins a clause: indented, unlike the next, with a comma in it."""
        numbered = self.indents[i] > self.margin and kind_of(self.lines[i]) == "heading"
        return numbered and _INNER_STOP.search(self.lines[i]) is not None

    def _is_cut_heading(self, i: int, new: str) -> bool:
        """A numbered line without the stop that others of its kind hold."""
        line, found = self.lines[i], self.marks[i]
        if not found or found.width == len(line) or "。" in line or "。" not in new:
            return False
        return self.stopped.get(found.kind, 0) > MOST and line[-1] not in CLOSED_END


def _runs_on(line: str, new: str) -> bool:
    """Whether a full row ends in no stop, or in the point of a number."""
    point = line[-1] in ".．" and line[-2:-1].isdigit() and new[0].isdigit()
    return point or line[-1] not in CLOSED_END


def _closes(line: str, sign: str) -> bool:
    """Whether a sign that begins a row never begins a line; a closing mark, only if it stands open above."""
    pair = next((pair for pair in _BRACKETS if sign in pair[1]), None)
    return _balance(line, *pair) > 0 if pair else sign in CLOSING


def _balance(line: str, opening: str, closing: str) -> int:
    return sum(map(line.count, opening)) - sum(map(line.count, closing))


def set_width(lines: Sequence[str]) -> int:
    """The width lines are set to when the text was wrapped, or 0.

    Wrapped text shows in the lengths, its longest lines are nearly all of one length, and
    in stops inside those lines, which the rows of a list lack.
    """
    longest = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) >= longest - SLACK]
    flowing = sum(1 for line in full if _INNER_STOP.search(line, 0, len(line) - 1))
    wrapped = len(full) >= 5 and len(full) * 3 >= len(lines) and flowing * 3 >= len(full)
    return longest if wrapped and longest >= NARROW else 0


def _is_indented(page: Setting) -> bool:
    """Whether rows behind a row that is not full are indented, and few others are."""
    behind = [
        page.indents[i + 1] > page.margin
        for i, line in enumerate(page.lines[:-1])
        if len(line) < page.width - SLACK and not page.marks[i + 1]
    ]
    flush = sum(1 for indent in page.indents if indent == page.margin)
    return len(behind) > 1 and sum(behind) >= MOST * len(behind) and flush * 3 > len(page.lines)


def _stopped_heads(lines: Sequence[str], marks: Sequence[Mark | None]) -> dict[str, float]:
    """For each kind of outline mark that recurs, the share of all lines but one that hold a stop."""
    stops: dict[str, list[bool]] = {}
    for line, found in zip(lines, marks, strict=True):
        if found:
            stops.setdefault(found.kind, []).append("。" in line)
    return {kind: sum(seen) / (len(seen) - 1) for kind, seen in stops.items() if len(seen) > 2}


def _is_list(lines: Sequence[str]) -> bool:
    """Whether long lines without a stop are this document's manner."""
    long = [line for line in lines if len(line) >= LONG]
    free = [line for line in long if line[-1] not in CLOSED_END and kind_of(line) == "paragraph"]
    return len(free) > max(5, RARE * len(long))


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether short lines that end in a comma recur: verse, an oath, a slogan."""
    ends = Counter(len(line) < NARROW for line in lines if line[-1] in OPEN_END)
    return ends[True] >= 2 and ends[True] >= ends[False]


def joint(line_end: str, line_start: str) -> str:
    """What stands at a closed seam: a space between two Latin words, else nothing; not in figures."""
    return " " if _LATIN.fullmatch(line_end + line_start) else ""
