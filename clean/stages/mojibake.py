"""Text that was decoded wrongly before it came, and mended where that can be proven.

Where text cannot be right (`clean.decoding.traces`) it is walked back (`clean.decoding.walking`), or
given to ftfy where the damage is Western. What was lost on the way stays as it came and is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from clean.decoding.repairs import Repair, amend, compose
from clean.decoding.roads import as_read
from clean.decoding.traces import is_cut, mendable
from clean.decoding.walking import walk_back
from clean.document import Edit
from clean.rule import finds, rewrites
from clean.signs import ASKS
from clean.spans import clause_before, uncommon

# So many signs that came on one road make it known.
SURE = 8
# How often what was mended is looked at again; one look has always been enough for one road.
LOOKS = 4
# Signs of Western, Greek, Cyrillic code pages and of DOS frames, two at a time.
STRANGE = re.compile(
    "[\xa1-\xff\u0100-\u045f\u2502-\u259f][\x80-\u045f\u2013-\u2044\u20ac\u2122\u2502-\u259f]"
)
FOREIGN_SIGN = re.compile("[\xa1-\u045f\u2502-\u259f]")
# A stretch without Chinese; what is Chinese in the line no Western encoding can hold.
STRETCH = re.compile(
    "[\x20-\x7e]*[\xa1-\u045f][\x20-\u045f\u2013-\u2044\u20ac\u2122\u2502-\u259f]*"
)
# Between the letters that U+FFFD, a lost sign, is in UTF-8 read as Latin-1.
KEPT = re.compile("(?:(?!ï¿½).)+")
LOST = re.compile(
    r"\ufffd\ufffd*|ï¿½(?:ï¿½)*|锟斤拷?(?:锟斤拷?)*|斤拷(?:锟斤拷?)*|烫烫烫+|屯屯屯+|\?+"
)
# One of them stands in all that it finds.
LOSSES = ("?", "\ufffd", "ï¿½", "锟", "斤拷", "烫烫烫", "屯屯屯")
# Private-use characters of GB 18030-2005 for which the 2022 edition has a character, and
# the space of GBK's row 3 that page editors write (U+E5E5, byte pair A3 A0).
PRIVATE = dict(
    zip(
        "\ue5e5\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796",
        "\u3000︐︒︑︓︔︕︖︗︘︙",
        strict=True,
    )
)
PRIVATE |= dict(
    zip("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "龴龵龶龷龸龹龺龻", strict=True)
)
PRIVATE |= dict(zip("\ue7c7\ue816\ue817\ue818\ue831\ue83b\ue855", "ḿ𠂇𠂉𠃌𡗗𢦏𤇾", strict=True))
OUTDATED = re.compile(f"[{''.join(PRIVATE)}]")
# What stands on either side of a lost sign that became question marks, and what of a single one.
AROUND = re.compile('[一-鿿0-9，。、；：（《“"(\n][一-鿿0-9，。、；：）》”]')
HAN_BOTH = re.compile("[一-鿿0-9][一-鿿]")
# ftfy held to encoding and decoding; its defaults rewrite Chinese punctuation and widths.
SAFE: dict[str, Any] = {
    "unescape_html": False,
    "remove_terminal_escapes": False,
    "restore_byte_a0": False,
    "replace_lossy_sequences": False,
    "decode_inconsistent_utf8": False,
    "fix_c1_controls": False,
    "fix_latin_ligatures": False,
    "fix_character_width": False,
    "uncurl_quotes": False,
    "fix_line_breaks": False,
    "remove_control_chars": False,
    "normalization": None,
}


@rewrites
def mojibake(text: str) -> Iterator[Edit]:
    """Chinese read in the wrong encoding: 鐪佷汉姘戞斂搴, ÖÐ¹ú, å›½.

    UTF-8 read as GB18030, GBK, Big5 or Windows-1252, GB18030 or Big5 read as Windows-1252
    or as each other, once or up to three times. A stretch is mended where encoding it as
    it was read and decoding it as it was gives text that is far likelier as Chinese, and
    the same road walked again gives the damaged text exactly. A line wholly on one road needs
    less evidence, and so does what stands in a text that shows the road elsewhere. Leaves alone
    rare but real characters, other languages, and what was lost (`lost-sign` tells of that).
    """
    repairs: list[Repair] = []
    known: frozenset[str] = frozenset()
    for _ in range(LOOKS):
        found = list(mendable(amend(text, repairs), known))
        if not found:
            break
        repairs = compose(text, repairs, found)
        known |= _roads(found)
    return (Edit(*repair) for repair in repairs)


def _roads(found: Iterable[Repair]) -> frozenset[str]:
    """The roads on which enough came to expect more."""
    signs = Counter[str]()
    for repair in found:
        signs.update(dict.fromkeys(repair.why.split(", "), len(repair.text)))
    return frozenset(road for road, count in signs.items() if count >= SURE)


@rewrites
def western_mojibake(text: str) -> Iterator[Edit]:
    """Western, Greek or Cyrillic text read in the wrong encoding: cafÃ©, â€œ.

    Mended by ftfy, only in stretches it calls bad and only by encoding and decoding, never
    by its taste in punctuation. Leaves alone what cannot be walked back exactly.
    """
    strange = FOREIGN_SIGN.search(uncommon(text)) and STRANGE.search(text)
    stretches = STRETCH.finditer(text) if strange else ()
    for part in (part for match in stretches for part in KEPT.finditer(text, *match.span())):
        line = part.group()
        mended = _western(line) if STRANGE.search(line) else None
        if mended and mended.text != line:
            yield Edit(*part.span(), mended.text, mended.why)


def _western(line: str) -> Repair | None:
    """The line as ftfy mends it, where every step is a decoding that can be walked again."""
    from ftfy import TextFixerConfig, fix_encoding_and_explain
    from ftfy.badness import is_bad

    if not is_bad(line):
        return None
    mended = fix_encoding_and_explain(line, TextFixerConfig(**SAFE))
    steps = mended.explanation or []
    pairs = list(zip(steps[::2], steps[1::2], strict=False))
    again = mended.text
    try:
        for wrong, right in reversed(pairs):
            again = again.encode(right.parameter).decode(wrong.parameter)
    except (UnicodeError, LookupError):
        return None
    if again != line or len(steps) % 2 or is_bad(mended.text):
        return None
    roads = [f"{right.parameter} read as {wrong.parameter}" for wrong, right in reversed(pairs)]
    before = walk_back(mended.text)
    roads = [*(repair.why for repair in before), *roads]
    return Repair(0, len(line), amend(mended.text, before), ", ".join(dict.fromkeys(roads)))


@rewrites
def false_mark(text: str) -> Iterator[Edit]:
    """A byte order mark read as text: 锘 or ï»¿ at the very beginning.

    The mark takes half of the next letter with it (锘縏itle); the letter is put back, the
    mark goes. Leaves alone 锘 anywhere else, and before a sign that was no such half.
    """
    if text.startswith("ï»¿"):
        yield Edit(0, 3, "", "utf-8 byte order mark read as cp1252")
    raw = as_read(text[1:2], "gb18030") if text.startswith("锘") else b""
    if raw[:1] == b"\xbf" and raw[1:].isascii():
        yield Edit(0, 2, raw[1:].decode(), "utf-8 byte order mark read as gb18030")


@rewrites
def outdated_private_sign(text: str) -> Iterator[Edit]:
    """A private-use character of older editions of GB 18030 that now has a code point.

    The 2022 edition moved 18 of them (GB 18030-2022, annex D), others were in Unicode
    before; U+E5E5 is the wide space that page editors write as A3 A0. Leaves alone every
    other private-use character (`private-sign` tells of those).
    """
    for match in OUTDATED.finditer(text) if OUTDATED.search(uncommon(text)) else ():
        now = PRIVATE[match.group()]
        yield Edit(*match.span(), now, f"GB 18030 private use, now U+{ord(now):04X}")


@finds
def lost_sign(text: str) -> Iterator[tuple[int, int, str]]:
    """Characters that were lost before the file was written: \ufffd, ï¿½, 锟斤拷, 烫烫烫, ? among Han.

    No road leads back from them; a person with the source page can fill them in. A question
    mark stands for one between two Han where nothing is asked (朱?基), or behind half a character that
    was decoded wrongly (銆?). Leaves alone what asks, and several after a sentence of Latin letters.
    """
    for match in LOST.finditer(text) if any(sign in text for sign in LOSSES) else ():
        if match.group()[0] != "?" or _is_lost(text, *match.span()):
            yield *match.span(), f"characters lost in an earlier conversion: {match.group()[:12]}"


def _is_lost(text: str, start: int, end: int) -> bool:
    """Whether question marks stand for signs: inside a sentence in which nothing is asked, or behind damage."""
    before, after = text[max(start - 1, 0) : start] or "\n", text[end : end + 1]
    inside = AROUND if end - start > 1 else HAN_BOTH
    asks = ASKS.search(clause_before(text, start))
    return bool(inside.fullmatch(before + after) and not asks) or is_cut(text, start)
