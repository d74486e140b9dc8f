"""An HTML page as the lines that a reader sees, in the order of the page.

A block is a line of its own, and so is what stands behind a <br>; a row of a table whose cells
hold one line each is one line, its cells parted by tabs; a cell that holds more, or another
table, is layout, and its lines are lines. Script, style and form fields are not shown.
"""

from __future__ import annotations

import re
from typing import Any

from clean.signs import HAN

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_HIDDEN = frozenset(
    "script style noscript template head iframe object embed applet svg math select input button "
    "textarea datalist canvas audio video map".split()
)
# White space as HTML knows it; U+3000 and U+00A0 are signs of the text.
_SPACE = re.compile(r"[ \t\n\r\f]+")
# The end of a source line between two Han is no space (CSS Text 3, segment breaks).
_WIDE = rf"[{HAN}，。；：、！？（）《》“”〔〕】【]"
_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*[\n\r]\s*(?={_WIDE})")
# So many links with nothing between them are a menu: a space parts their names.
MENU = 3
_HEADS = ("h1", "h2", "title")


def parse(page: str) -> Any:
    """The tree of a page. Raises ValueError where it holds no element, or is cut off.

    Raises ImportError without the extra `docclean[html]`.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    data = page.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError(f"the page shows no words ({error})") from error
    for problem in parser.error_log:
        if problem.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # it stops there without a word
            raise ValueError(f"the page can be read to line {problem.line} only: {problem.message}")
    return tree


def titles(tree: Any) -> list[str]:
    """What the page calls itself: its window title and its highest headings."""
    found = [" ".join(element.itertext()) for element in tree.iter(*_HEADS)]
    return [words for words in map(_one_line, found) if words]


def lines(tree: Any) -> list[str]:
    """The lines of the page that hold words."""
    from lxml import etree

    page = _Lines()
    hidden: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if hidden is not None and element is not hidden:
            continue
        if event == "start" and element.tag in _HIDDEN:
            hidden = element
        elif event == "start":
            page.open(element.tag, element.text or "")
        else:
            if hidden is None:
                page.close(element.tag)
            hidden = None
            page.write(element.tail or "")
    page.end_line()
    return page.done


class _Lines:
    """The lines read so far, and those of each open row of a table."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.line: list[str] = []
        self.links: list[int] = []  # where in the line a link begins
        self.linked = 0  # how many letters of the line stand in links
        self.inside = 0  # how many links are open
        self.rows: list[list[int]] = []  # of each open row, how many lines stood before each cell
        self.kept = 0  # how many <pre> are open: there line ends are line ends

    def open(self, tag: str, words: str) -> None:
        if tag in _BLOCKS or tag == "br":
            self.end_line()
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(len(self.done))
        self.kept += tag == "pre"
        if tag == "a":
            self.inside += 1
            self.links.append(len(self.line))
        self.write(words)

    def close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag == "tr" and self.rows:
            self._end_row(self.rows.pop())
        self.kept -= tag == "pre"
        self.inside -= tag == "a"

    def write(self, words: str) -> None:
        first, *others = words.split("\n") if self.kept else [words]
        self._add(first)
        for other in others:
            self.end_line()
            self._add(other)

    def _add(self, words: str) -> None:
        self.line.append(words)
        self.linked += len(words) if self.inside else 0

    def end_line(self) -> None:
        if len(self.links) >= MENU and self.linked == sum(map(len, self.line)):
            for at in reversed(self.links):
                self.line.insert(at, " ")
        words = _one_line("".join(self.line))
        self.line, self.links, self.linked = [], [], 0
        if words:
            self.done.append(words)

    def _end_row(self, starts: list[int]) -> None:
        """The cells of a row on one line, if each holds no more than one."""
        ends = [*starts[1:], len(self.done)]
        cells = [self.done[a:b] for a, b in zip(starts, ends, strict=True)]
        if len(cells) > 1 and all(len(cell) <= 1 for cell in cells):
            row = "\t".join(cell[0] if cell else "" for cell in cells).strip("\t")
            self.done[starts[0] :] = [row] if row else []


def _one_line(words: str) -> str:
    """Words without what HTML shows as one space or none; empty when nothing is to be seen."""
    said = _SPACE.sub(" ", _BREAK.sub("", words)).strip(" ")
    return said if said.strip() else ""
