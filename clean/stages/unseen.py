"""Signs nobody sees: controls, zero widths, odd spaces, other line ends, decomposed letters.

They break searching and comparing and are never what an office wrote. Each rule takes
one kind; what such a sign may rightly do (join an emoji, shape an Arabic or Indic word,
indent a paragraph) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from unicodedata import combining, is_normalized, normalize

from clean.document import Edit
from clean.patterns import pattern
from clean.rule import erases, finds, respells
from clean.spans import gaps, uncommon

# C0 without tab and the line ends, DEL, C1 without NEL: Unicode general category Cc.
CONTROL = pattern(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
LINE_END = pattern(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Default-ignorable format characters that neither order nor shape Chinese text (UAX #44),
# with the interlinear annotation marks and the language tags.
ZERO_WIDTH = pattern(
    r"[\xad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)
JOINERS = "\u200c\u200d"
# Where a joiner shapes a word: Arabic to Thai-Lao-Tibetan-Myanmar, Khmer, Mongolian.
SHAPED = pattern(r"[\u0600-\u0fff\u1000-\u109f\u1780-\u18af]")
# Emoji, their modifiers and presentation selector: what a joiner or a tag may hold together.
PICTURE = pattern(
    r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
BIDI = pattern(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]+")
# Space separators (Zs) other than U+0020, and the white space that begins a line.
ODD_SPACE = pattern(r"(?m)^[^\S\n]+|[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
SPACES = pattern("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
ORDINARY = dict.fromkeys(
    map(ord, "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"), " "
)
ORDINARY |= dict.fromkeys(map(ord, "\u2008\u2009\u200a\u202f\u205f"), " ")
PRIVATE = pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]+")
LINE = pattern(r"[^\n]+")
SELECTORS = pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SELECTOR = pattern(
    "(?<=[\u2e80-\u303f\u3100-\u31ef\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af])"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
# Kangxi radicals and the two supplementary radicals that NFKC folds to a character.
RADICAL = pattern("[\u2e9f\u2ef3\u2f00-\u2fd5]+")

# The marks that a sign may bear, by the Stream-Safe Text Format of UAX #15.
MARKS = 30


@respells
def line_end(text: str) -> Iterator[Edit]:
    r"""A line end other than LF.

    CR LF, CR, vertical tab, form feed, NEL, and the Unicode line and paragraph separators
    each become one LF. A page break of a PDF (form feed) is a line end too. Leaves LF
    alone, and the tab.
    """
    return (Edit(*m.span(), "\n") for m in _found(LINE_END, text))


@erases
def control_sign(text: str) -> Iterator[Edit]:
    """A control character: C0, DEL, or C1.

    Left over from terminals, printers and wrong conversions; none has a meaning in a text.
    Leaves the tab alone, and every control that ends a line (`line-end` has those).
    """
    return (Edit(*m.span()) for m in _found(CONTROL, text))


@erases
def zero_width_sign(text: str) -> Iterator[Edit]:
    """A sign of no width: zero-width space and joiners, word joiner, soft hyphen, inner BOM.

    Web pages and copy protection put them between characters, and a search for the word
    then fails. Leaves alone a joiner between letters that it shapes (Arabic, Persian,
    Indic) and the joiners and tags that hold an emoji together.
    """
    for match in _found(ZERO_WIDTH, text):
        if not _joins(text, *match.span()):
            yield Edit(*match.span())


def _found(signs: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """The runs of some signs, looked for only in a text that holds one."""
    return signs.finditer(text) if signs.search(uncommon(text)) else ()


def _joins(text: str, start: int, end: int) -> bool:
    """Whether the signs at a place do a joiner's or a tag's rightful work."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if text[start] >= "\U000e0000":
        return before == "\U0001f3f4"
    if end - start > 1 or text[start] not in JOINERS:
        return False
    if SHAPED.match(before):
        return bool(SHAPED.match(after))
    return text[start] == "\u200d" and bool(PICTURE.match(before) and PICTURE.match(after))


@erases
def bidi_mark(text: str) -> Iterator[Edit]:
    """A mark that steers the direction of writing.

    Chinese runs one way, and marks of this kind only hide what a line says (CVE-2021-42574).
    Erased wherever they stand; the letters of a right-to-left quotation stay in order.
    """
    return (Edit(*m.span()) for m in _found(BIDI, text))


@respells
def odd_space(text: str) -> Iterator[Edit]:
    """A space that is not the ordinary space.

    The no-break space of HTML, the spaces of typesetting (U+2000-200A, U+202F, U+205F),
    and the ideographic space inside a line each become one U+0020. Leaves alone the
    ideographic spaces a line begins with: they are the indent that starts a paragraph.
    """
    for match in ODD_SPACE.finditer(text) if _has_odd_space(text) else ():
        start, came = match.start(), match.group()
        indent = not start or text[start - 1] == "\n"
        now = came.translate(ORDINARY if indent else ORDINARY | {0x3000: " "})
        if now != came:
            yield Edit(*match.span(), now)


def _has_odd_space(text: str) -> bool:
    """A first look: whether any odd space stands elsewhere than in an indent."""
    if SPACES.search(uncommon(text).replace("\u3000", "")):
        return True
    inner = (text[start:end] for start, end in gaps(text) if start and text[start - 1] != "\n")
    return any("\u3000" in gap for gap in inner)


@erases
def variation_selector(text: str) -> Iterator[Edit]:
    """A variation selector after a Chinese character or mark.

    It asks for another drawing of the same character, no other character, and searching
    trips over it. Leaves alone the selectors of emoji and of other scripts.
    """
    found = SELECTOR.finditer(text) if SELECTORS.search(uncommon(text)) else ()
    return (Edit(*m.span()) for m in found)


@respells
def radical_sign(text: str) -> Iterator[Edit]:
    """A Kangxi radical that stands for the character of the same shape.

    PDF extraction writes ⼀ (U+2F00) for 一 where a font shares one drawing. The character
    is the one Unicode names as its compatibility equivalent. Leaves alone the radical
    components that are no characters (U+2E80-2EFF but two).
    """
    return (Edit(*m.span(), normalize("NFKC", m.group())) for m in _found(RADICAL, text))


@respells
def decomposed_sign(text: str) -> Iterator[Edit]:
    """A sign in another form than Unicode's composed one (NFC).

    A letter and its accent become one letter, Hangul jamo a syllable, a compatibility
    ideograph (U+F900-FAD9) the unified one it is canonically equal to. Leaves alone what
    only NFKC would change (full-width letters, ①, ㎡), and a sign under more than 30 marks.
    """
    at = 0
    for start, end in [*_crowds(text), (len(text), len(text))]:
        if not is_normalized("NFC", text[at:start]):
            yield from _composed(text, at, start)
        at = end


def _composed(text: str, start: int, end: int) -> Iterator[Edit]:
    for low, high in _clusters(text, start, end):
        composed = normalize("NFC", text[low:high])
        if composed != text[low:high]:
            yield Edit(low, high, composed)


def _crowds(text: str) -> Iterator[tuple[int, int]]:
    """Signs under more marks than any writing sets, which no program composes in time."""
    if len(strange := uncommon(text)) > MARKS and any(map(combining, set(strange))):
        yield from (match.span() for match in _crowd().finditer(text))


@cache
def _crowd() -> re.Pattern[str]:
    marks = "".join(filter(combining, map(chr, range(0x300, 0x1F000))))
    return pattern(f"[^{marks}]?[{marks}]{{{MARKS + 1},}}")


def _clusters(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Stretches that are composed each by itself; lines already in NFC are passed over."""
    for line in LINE.finditer(text, low, high):
        if is_normalized("NFC", line.group()):
            continue
        start = line.start()
        for at in range(start + 1, line.end()):
            if not _composes(text[max(start, at - 2) : at], text[at]):
                yield start, at
                start = at
        yield start, line.end()


def _composes(before: str, sign: str) -> bool:
    """Whether a sign may merge with the two before it, or change places with them."""
    return sign >= "\u0300" and (combining(sign) > 0 or _merges(before, sign))


@lru_cache(4096)
def _merges(before: str, sign: str) -> bool:
    return normalize("NFC", before + sign) != normalize("NFC", before) + normalize("NFC", sign)


@finds
def private_sign(text: str) -> Iterator[tuple[int, int, str]]:
    """A private-use character: only the font it was set in knows what it shows.

    Told with its code points and changed by no one; a person with the source page can say
    what was meant.
    """
    for match in _found(PRIVATE, text):
        points = " ".join(f"U+{ord(sign):04X}" for sign in match.group()[:8])
        yield *match.span(), f"private-use character {points}"
