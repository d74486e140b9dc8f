"""Lines of an index table: labels and values, cell by cell."""

from __future__ import annotations

from functools import lru_cache

from clean.page.bylines import is_signed, lead_is_wrapping
from clean.page.facts import BARE, FACT, INITIALS, LEADING, VALUE, Field, fields, written
from clean.page.folding import fold
from clean.page.looks import REMEMBERED
from clean.page.names import DEVICES, KEPT
from clean.page.seams import OFFICE
from clean.page.shapes import TITLE
from clean.patterns import pattern
from clean.signs import DOCUMENT_NUMBER, MARK

# A cell of an index table; longer lines are paragraphs.
CELL = 160
# Letters of a label with their spacing and its sign.
LABEL_MOST = 18
# Label and value are set apart by one of these.
DIVIDED = pattern(r"[\s:\]】]")
NUMBER = pattern(rf"{DOCUMENT_NUMBER}|.*第\s?\d{{1,4}}号")
# A subtitle, a heading in brackets, contents.
SET_OFF = pattern(r"——|【.*】\Z|目\s*录\Z|附件|.*[:：]\Z")
# The values of these may be titles.
TITLED = frozenset(("title", "original_title", "abstract", "keywords"))
# Whom a document is sent to: 各县（市、区）教育局，市直各单位：.
HEADLINE = pattern(r"(?=.*[一-鿿]{5})(?:.{2,}[，,。？?].{2,}|(?!\d)[^:|/]{9,})")
ADDRESSED = pattern(r"[^。]*[各、,][^。]*:")
# What sets the words of a value apart: 512】【我要打印】 某某工程招标公告.
PARTED = pattern(r"[\s|】\]]+")
PLAIN = pattern(r"[^:：\s\]】]*")


def cell(words: str, open_label: str) -> list[tuple[str, str]]:
    """The labels and values of a line of an index table; none when it is no such line."""
    words = _undrawn(words) if words[0] == "|" else words
    if not words or len(words) > CELL or not (open_label or words[0] in INITIALS):
        return []
    return _cell(words, open_label)


def _undrawn(words: str) -> str:
    """A row without the strokes around it, and between its cells where no label has its sign."""
    bare = words.lstrip("| ")
    return bare if ":" in bare or "：" in bare else " ".join(bare.replace("|", " ").split())


@lru_cache(maxsize=REMEMBERED)
def _cell(words: str, open_label: str) -> list[tuple[str, str]]:
    if not (open_label or _may_be_cell(words)):
        return []
    folded = fold(words)
    divided = DIVIDED.search(folded)
    found = _fields(folded) if divided else []
    if any(map(_holds_content, found)):
        return []
    if found:
        return [(field.name, field.value) for field in found]
    alone = BARE.fullmatch(folded)
    if alone and folded[0] == "(" and folded[-1] == ")":  # a note of the document: （主动公开）
        return []
    if alone and not (open_label and FACT[written(alone[1])] == FACT[open_label]):
        return [(written(alone[1]), "")]
    if _is_value(open_label, folded):
        return [(open_label, folded)]
    cell = LEADING.fullmatch(folded) if divided else None
    name = "".join(cell[1].split()) if cell else ""
    value = _without_labels(cell[2]) if cell else ""
    return [(name, value)] if _is_value(name, value) else []


def _holds_content(field: Field) -> bool:
    """Whether the document is glued behind a value: 索引号：L-2022 关于公布名单的公告, its addressees."""
    named = FACT[field.name] in ("source", "author", "editor")
    if FACT[field.name] in TITLED or (not named and VALUE[field.name].fullmatch(field.value)):
        return False
    return any(map(_is_content, PARTED.split(field.value)[1:]))


def _is_content(said: str) -> bool:
    """Whether a word behind a value is none of the record: a title, an addressee, a headline."""
    named = TITLE.fullmatch(said) or ADDRESSED.fullmatch(said)
    return bool(named or (HEADLINE.fullmatch(said) and not OFFICE.fullmatch(said)))


def _without_labels(value: str) -> str:
    """A value without the labels behind it whose own cells are empty: 湖府〔2020〕3号 主题词."""
    words = value.split()
    while len(words) > 1 and words[-1] in FACT:
        words.pop()
    return " ".join(words)


def _fields(folded: str) -> list[Field]:
    bare = DEVICES.sub("|", folded)
    found = fields(bare)
    if is_signed([field.name for field in found]):
        return []
    return found if found and lead_is_wrapping(bare[: found[0].start]) else []


def _may_be_cell(words: str) -> bool:
    """A label stands within the first letters, or the line is no longer than a label."""
    opening = words[:LABEL_MOST]
    labelled = len(words) < LABEL_MOST or not PLAIN.fullmatch(opening)
    return labelled and not KEPT.match(words)


def _is_value(label: str, folded: str) -> bool:
    if not label or not VALUE[label].fullmatch(folded):
        return False
    if FACT[label] in ("title", "abstract"):
        return True
    numbered = FACT[label] != "number" and NUMBER.fullmatch(folded)
    return not (numbered or TITLE.fullmatch(folded) or MARK.match(folded) or SET_OFF.match(folded))
