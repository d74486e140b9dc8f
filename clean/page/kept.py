"""What a line of a page can be of an official document: never wrapping by its place alone."""

from __future__ import annotations

from clean.page.files import FILE
from clean.page.folding import fold
from clean.page.lines import AGENCY_LINE, Line
from clean.page.names import KEPT
from clean.page.notices import CONTACT, FOOTER_SPONSOR
from clean.page.seams import SIGNED_BY
from clean.patterns import pattern
from clean.signs import CALLED, DATE, DOCUMENT_NUMBER, GENRE, mark

# What may stand above a title or behind a body: a number of the copy, dates, 文号, attachments.
PART = pattern(
    rf"[A-Z]{{2,}}\d*(?:/[A-Z])?\s?\d|.*第\s?\d+号[）)]?$|\d{{6}}$|[（(]?\d{{4}}年|{DOCUMENT_NUMBER}|{DATE}|第\d+号|——"
    r"|[（(].{0,6}公开[)）]|[（(][院公盖签代]?[印章][)）]|[一-鿿]{0,4}记者[一-鿿]{2,4}\Z"
)
GENRES = tuple(GENRE.split("|"))
NAMED_SO = tuple(CALLED.split("|"))
# Whom a letter is sent to.
ADDRESSED = pattern(
    "尊敬|亲爱|各[^类种项]|广大|.*(?:部门|单位|政府|公司|同志|朋友|领导|代表|委员|主任|局长|市长|县长)[：:]"
)
AMOUNT = pattern(r"[-+￥¥]?\d[\d,.]*[%％元年月日]{0,3}")
CELLS = pattern(r"[\t：:]")


def is_part(line: Line) -> bool:
    """Whether a line could be a part of an official document."""
    words = "".join(line.words.split())
    if words.endswith((*GENRES, *NAMED_SO)) or "附件" in words or FILE.fullmatch(line.words):
        return True
    signed = SIGNED_BY.fullmatch(line.words) or AGENCY_LINE.fullmatch(words)
    return is_marked(words) or signed is not None


def is_marked(words: str) -> bool:
    """Whether words open like a part of an official document."""
    return bool(KEPT.match(words) or PART.match(words) or mark(words))


def is_row(words: str) -> bool:
    """Whether a line is a row of a table: three cells, figures among them."""
    cells = words.split()
    return len(cells) > 2 and any(map(AMOUNT.fullmatch, cells))


def is_contact(line: Line) -> bool:
    """Whether a line says where an office is to be reached, as a foot does too."""
    if not CELLS.search(line.words):
        return False
    folded = fold(line.words)
    return bool(FOOTER_SPONSOR.fullmatch(folded) or CONTACT.match(folded))
