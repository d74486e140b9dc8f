"""Double bytes read as others behind a lost sign: the halves of characters.

A codec that finds no character loses one byte and goes on with the next, which is the second half of
what it lost. So what stands from there to the next lost sign may be made of the second half of one
character and the first of the next one; read so it makes Chinese, and no Chinese read straight on.
"""

from __future__ import annotations

from collections.abc import Iterator

from clean.decoding.pairs import familiar
from clean.decoding.roads import LOST, Road, as_chinese, as_read
from clean.patterns import pattern

# What one reading must cost less than the other, and less than the signs as they came, in bits a
# character and in all, and the most it may cost.
CERTAIN, SURE, DEAR = 2.0, 6.0, 13.0
# A lost sign, double bytes, and an ASCII sign that may be the second half of a character.
_BEHIND = pattern(f"([{LOST}]+)([^\x00-\x7f{LOST}]+)([@-~]?)")
# Chinese in UTF-8; bytes of ASCII.
_LOW = bytes(range(0x80))
_CHINESE = pattern(rb"[\xe3-\xe9\xef][\x80-\xbf]{2}")


def is_utf8(came: str) -> bool:
    """Whether half of some signs is UTF-8 read as GB18030: what is left of a line that lost bytes."""
    raw = came.strip(LOST).encode("gb18030", "replace")
    return 6 * len(_CHINESE.findall(raw)) >= max(len(raw.translate(None, _LOW)), 1)


def behind_loss(road: Road, came: str, after: str) -> str:
    """The text before the damage behind a lost sign, which stays; '' where no reading is certain.

    `after` is the sign behind: half a character is left before a lost sign, never before another.
    """
    found = _BEHIND.fullmatch(came)
    if not found:
        return ""
    lost, signs, letter = found.groups()
    if not letter and (not after or after not in LOST):
        return lost + text if (text := road.back(signs)) else ""
    raws = [as_read(sign, road.wrong) for sign in signs]
    if any(len(raw) != 2 for raw in raws) or len(signs + letter) < 2:
        return ""
    read = sorted((_price(text), text) for text in _readings(road, b"".join(raws), letter))
    dear = [_price(signs), *(price for price, _ in read[1:])]
    best, text = read[0] if read else (DEAR, "")
    apart = min(dear) - best
    return lost + text if best < DEAR and apart >= max(CERTAIN, SURE / len(text)) else ""


def _readings(road: Road, raw: bytes, letter: str) -> Iterator[str]:
    """Straight on, and from half a character to half a character."""
    halves = raw[1:] + letter.encode() if letter else raw[1:-1]
    for data, rest in ((raw, letter), (halves, "")):
        try:
            text = data.decode(road.right)
        except UnicodeDecodeError:
            continue
        if data and text.encode(road.right) == data and min(text) > "\x7f":
            yield text + rest


def _price(text: str) -> float:
    """What the signs cost, by the character, pairs counted."""
    return (sum(map(as_chinese, text)) - familiar(text)) / len(text)
