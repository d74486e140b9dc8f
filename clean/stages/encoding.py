"""Bytes into a source, or a refusal by name.

The order of thought: a byte order mark; strict UTF-8; what is no text at all; and then
the candidates, each weighed on a sample by what its reading would cost as writing
(`clean.decoding.plausible`), with chardet and a declared charset as evidence, never as truth. The
winner decodes the whole, and the source is handed out only when its bytes come back.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from clean.decoding.cheapest import CHANGE
from clean.decoding.decode import MIXED, decode, draft
from clean.decoding.encodings import (
    BOMS,
    CANDIDATES,
    CERTAIN,
    CHUNK,
    CONTROLS,
    DEAR,
    DECLARED,
    ENOUGH,
    FEW,
    GUESSED,
    LOSS,
    MAGIC,
    NO_CHARSETS,
    PLACES,
    PLAIN,
    SHIFTED,
    SMALL,
    SUPERSETS,
    SURE,
    TEMPER,
    WIDE,
)
from clean.decoding.plausible import LOST, bits, home
from clean.document import Source

_HIGH = re.compile(rb"[\x80-\xff]")
# No encoding of Chinese has a byte below 0x30 inside a character.
_ALIGNED = re.compile(rb"[\x00-\x2f][\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# How HZ and the codes of ISO 2022 begin a stretch of two-byte characters.
_SWITCHES = (b"~{", b"\x1b$")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
# A chunk, or a file, may end inside a character; that is no loss to hold against it.
_CUT = re.compile("[\udc00-\udcff]{1,3}\\Z")
_STRAY = re.compile("[\udc00-\udcff]")
_ASCII = re.compile("[\x00-\x7f]+")


class Refusal(ValueError):
    """Bytes that are not read: the reason by name, the byte, and what they may be.

    `reason` is empty, binary, nul-bytes, undecodable, undecided or unknown-encoding;
    `at` a byte offset; `candidates` encodings with how likely each is; `path` is set by
    whoever knows it.
    """

    def __init__(
        self, reason: str, what: str, at: int = 0, candidates: tuple[tuple[str, float], ...] = ()
    ) -> None:
        super().__init__(reason, what, at, candidates)
        self.reason, self.what, self.at, self.candidates = reason, what, at, candidates
        self.path = ""

    def __str__(self) -> str:
        place = f"{self.path}: byte {self.at}" if self.path else f"byte {self.at}"
        maybe = ", ".join(f"{name} {share:.2f}" for name, share in self.candidates)
        return f"{place}: {self.reason}: {self.what}" + (f" ({maybe})" if maybe else "")


class Reading(NamedTuple):
    """An encoding tried on the sample: its text, and what it costs in bits."""

    encoding: str
    text: str
    cost: float


def read(data: bytes, encoding: str | None = None) -> Source:
    """The source that the bytes are; `encoding` (a Python codec name) decides if given.

    Raises Refusal, and nothing else.
    """
    if not data:
        raise Refusal("empty", "the file holds no bytes")
    bom, marked = next(((bom, name) for bom, name in BOMS if data.startswith(bom)), (b"", ""))
    if encoding:
        name = _known(encoding)
        return _source(data, name, bom if marked == name else b"", f"{name} as told")
    if marked not in ("", "utf-8"):
        return _source(data, marked, bom, "byte order mark")
    _refuse_binary(data)
    return _utf8(data, bom) or _weigh(data, bom)


def _known(encoding: str) -> str:
    """The name of a text codec; UTF-16 and UTF-32 without an order are little-endian."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        name = ""
    if not name or name.replace("_", "-") in NO_CHARSETS:
        raise Refusal("unknown-encoding", f"Python knows no text encoding {encoding!r}")
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
    return SUPERSETS.get(name, name)


def _source(data: bytes, encoding: str, bom: bytes, why: str) -> Source:
    """The source in this encoding, proven; raises Refusal where too much fits nothing."""
    body = data[len(bom) :]
    try:
        text, patches = decode(body, encoding)
    except (UnicodeError, LookupError, ValueError) as error:
        raise Refusal("undecodable", f"{encoding} cannot read it: {error}") from error
    lost = sum(len(patch.data) for patch in patches if not patch.n)
    source = Source(data, encoding, text, bom, patches, why)
    if lost > max(FEW, LOSS * len(body)):
        at = len(bom) + _first_loss(source)
        raise Refusal("undecodable", f"{lost} bytes are no {encoding}; name another encoding", at)
    return source


def _first_loss(source: Source) -> int:
    """The byte offset in the body of the first patch."""
    first = source.patches[0].at if source.patches else 0
    return len(source.text[:first].encode(source.encoding, "replace"))


def _utf8(data: bytes, bom: bytes) -> Source | None:
    """The source where the bytes are UTF-8 or ASCII beyond doubt."""
    try:
        text = data[len(bom) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    wide = len(data) - len(bom) - len(text)
    if (wide < CERTAIN and not bom and _odd(data, text)) or "\0" in text:
        return None
    name = "utf-8" if wide or bom else "ascii"
    return Source(data, name, text, bom, (), "byte order mark" if bom else "strict")


def _odd(data: bytes, text: str) -> bool:
    """Whether bytes that are UTF-8 may all the same have been meant otherwise."""
    return not text.isascii() or _switches(data) or bool(_CONTROL.search(data[:SMALL]))


def _switches(data: bytes) -> bool:
    return any(sign in data for sign in _SWITCHES)


def _refuse_binary(data: bytes) -> None:
    """Raise Refusal for what begins as no text does."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Refusal("binary", f"this is {what}; give its text")


def _weigh(data: bytes, bom: bytes) -> Source:
    """The source in the likeliest encoding; raises Refusal where none is likely enough."""
    wide = b"\0" in data
    readings = _try([data[:SMALL]], WIDE) if wide else _readings(data, bom)
    best, shares = readings[0], _shares(readings)
    likely = shares[0][1] >= SURE and _price(best.text) <= DEAR
    if wide and not likely:
        raise Refusal("nul-bytes", "a text holds no NUL", data.index(0))
    raw = "" if likely else data[:SMALL].decode("latin-1")
    if max(_share(_CONTROLS, best.text), _share(_CONTROLS, raw)) > CONTROLS:
        raise Refusal("binary", "too many control characters for a text")
    if not likely:
        what = "no encoding is likely enough; name one with --encoding"
        first = _HIGH.search(data)
        raise Refusal("undecided", what, first.start() if first else 0, tuple(shares[:4]))
    name = "ascii" if best.encoding == "utf-8" and data.isascii() else best.encoding
    return _source(data, name, bom, f"likeliest, {shares[0][1]:.2f}")


def _readings(data: bytes, bom: bytes) -> list[Reading]:
    """The sample read in each candidate, cheapest first; chardet is asked where it is close."""
    sample = _sample(data[len(bom) :])
    plain = _plain(sample)
    if plain:
        return [plain]
    names = dict(CANDIDATES)
    names["utf-8"] -= 60.0 * bool(bom)
    if _switches(data):
        names |= SHIFTED | {"ascii": 4.0}
    if len(data) <= SMALL:
        names |= {name: WIDE[name] for name in ("utf-16-le", "utf-16-be")}
    declared = _CHARSET.search(data[:2048])
    if declared:
        _credit(names, declared.group(1).decode("ascii"), DECLARED)
    readings = _try(sample, names)
    if _close(readings):
        _credit(names, _guess(data), GUESSED)
        readings = _try(sample, names) + [_mend(sample, name, names[name]) for name in MIXED]
    return sorted(readings, key=lambda reading: reading.cost)


def _plain(sample: list[bytes]) -> Reading | None:
    """The reading that is strict and common Chinese, which no wrong reading ever is."""
    for name in ("gb18030", "big5", "big5hkscs"):
        text = "".join(_CUT.sub("", draft(chunk, name)) for chunk in sample)
        if (
            len(_ASCII.sub("", text)) >= ENOUGH
            and _price(text) <= PLAIN
            and not _STRAY.search(text)
        ):
            return Reading(name, text, 0.0)
    return None


def _mend(sample: list[bytes], name: str, price: float) -> Reading:
    """The sample as the whole file would be read, each loss and each mixture at its price."""
    text, cost = "", price
    for chunk in sample:
        words, patches = decode(chunk, name)
        text += words
        cost += sum(LOST if patch.n < 2 else 2 * CHANGE for patch in patches)
    return Reading(name, text, cost + bits(text))


def _try(sample: list[bytes], names: dict[str, float]) -> list[Reading]:
    found = []
    for name, price in names.items():
        text = "".join(_CUT.sub("", draft(chunk, name)) for chunk in sample)
        found.append(Reading(name, text, price + bits(text)))
    return sorted(found, key=lambda reading: reading.cost)


def _close(readings: list[Reading]) -> bool:
    """Whether another opinion is wanted: no Chinese, or dear, or a rival at hand."""
    best, *others = readings
    rival = min((r.cost for r in others if r.text != best.text), default=best.cost + 99)
    return rival - best.cost < 20 or _price(best.text) > 12 or home(best.text) != "han"


def _guess(data: bytes) -> str:
    """What chardet takes the beginning of the file for; '' if it has no answer."""
    import chardet

    return str(chardet.detect(data[: 16 * SMALL])["encoding"] or "")


def _credit(names: dict[str, float], encoding: str, worth: float) -> None:
    """Make an encoding likelier, or a candidate."""
    try:
        name = _known(encoding)
    except Refusal:
        return
    if name not in (*WIDE, "ascii", "utf-7"):
        names[name] = names.get(name, 8.0) - worth


def _sample(data: bytes) -> list[bytes]:
    """A small file whole; of a large one chunks that begin where a character must begin."""
    if len(data) <= SMALL:
        return [data]
    first = _HIGH.search(data)
    starts = {first.start() if first else 0}
    for place in range(len(data) // PLACES, len(data), len(data) // PLACES):
        found = _ALIGNED.search(data, place, place + 128 * CHUNK)
        if found:
            starts.add(found.start() + 1)
    return [data[start : start + CHUNK] for start in sorted(starts)]


def _shares(readings: list[Reading]) -> list[tuple[str, float]]:
    """The encodings that read differently, and how likely each is, likeliest first."""
    different: dict[str, Reading] = {}
    for reading in readings:
        different.setdefault(reading.text, reading)
    odds: dict[str, float] = {}
    for text_reading in different.values():
        share = 2 ** ((readings[0].cost - text_reading.cost) / TEMPER)
        odds[text_reading.encoding] = odds.get(text_reading.encoding, 0.0) + share
    total = sum(odds.values())
    return [(name, round(share / total, 4)) for name, share in odds.items()]


def _share(signs: re.Pattern[str], text: str) -> float:
    """The share of such signs in the text; FEW of them are none."""
    return max(len(signs.findall(text)) - FEW, 0) / max(len(text), 1)


@lru_cache(maxsize=1)  # the reading that wins is asked for twice
def _price(text: str) -> float:
    """Bits a character above ASCII; 0 if there is none."""
    high = _ASCII.sub("", text)
    return bits(high) / len(high) if high else 0.0
