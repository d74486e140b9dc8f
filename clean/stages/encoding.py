"""Bytes into a source, or a refusal by name.

The order of thought: a byte order mark; strict UTF-8; what is no text at all; and then
the candidates, each weighed on a sample by what its reading would cost as writing
(`clean.decoding.plausible`), with chardet and a declared charset as evidence, never as truth. The
winner decodes the whole, and the source is handed out only when its bytes come back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from clean.decoding.charsets import charset
from clean.decoding.decode import MIXED, Decoding, decodings
from clean.decoding.encodings import (
    ALIKE,
    BOMS,
    CANDIDATES,
    CERTAIN,
    CONTROLS,
    DEAR,
    DECLARED,
    FEW,
    GUESSED,
    LOSS,
    MAGIC,
    SHIFTED,
    SMALL,
    SUPERSETS,
    SURE,
    WIDE,
)
from clean.decoding.sample import first_high, sample, surplus
from clean.decoding.stored import Bytes, blocks
from clean.decoding.weighing import (
    Reading,
    is_close,
    mend,
    of_alike,
    plain,
    price,
    share,
    shares,
    tried,
)
from clean.document import Patch, Source

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# How HZ and the codes of ISO 2022 begin a stretch of two-byte characters.
_SWITCHES = (b"~{", b"\x1b$")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)


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


class Found(NamedTuple):
    """How bytes are read: a Python codec name, the byte order mark they begin with, and why."""

    encoding: str
    bom: bytes
    why: str


def read(data: bytes, encoding: str | None = None) -> Source:
    """The source that the bytes are; `encoding` (a Python codec name) decides if given.

    Raises Refusal, and nothing else.
    """
    found = find(data, encoding)
    texts: list[str] = []
    patches: list[Patch] = []
    size = 0
    for _, text, patched in pieces(data, found):
        patches += (patch._replace(at=size + patch.at) for patch in patched)
        texts.append(text)
        size += len(text)
    source = Source(data, found.encoding, "".join(texts), found.bom, tuple(patches), found.why)
    if encoding and _is_all_foreign(source):
        what = f"no line of it is {found.encoding}"
        raise Refusal("undecodable", what, len(found.bom) + max(first_high(data), 0))
    return source


def _is_all_foreign(source: Source) -> bool:
    """Whether all but ASCII was read in another encoding than the one named."""
    at, own = 0, []
    for patch in source.patches:
        own.append(source.text[at : patch.at])
        at = patch.at + patch.n
    return any(patch.n for patch in source.patches) and "".join((*own, source.text[at:])).isascii()


def find(data: Bytes, encoding: str | None = None) -> Found:
    """How the bytes are to be read, found on samples of them; `pieces` is the proof.

    Of a `Stored` file no more than a block is in memory at once. Raises Refusal.
    """
    if not len(data):
        raise Refusal("empty", "the file holds no bytes")
    head = data[:4]
    bom, marked = next(((bom, name) for bom, name in BOMS if head.startswith(bom)), (b"", ""))
    if len(data) == len(bom):
        raise Refusal("empty", "the file holds a byte order mark and nothing else")
    if encoding:
        name = _known(encoding)
        return Found(name, bom if marked == name else b"", f"{name} as told")
    if marked not in ("", "utf-8"):
        return Found(marked, bom, "byte order mark")
    _refuse_binary(data[:16])
    return _plainly(data, bom) or _weigh(data, bom)


def pieces(data: Bytes, found: Found) -> Iterator[Decoding]:
    """The text in pieces that make the bytes behind the mark again, one block of the file each.

    Raises Refusal as soon as too many bytes fit nothing.
    """
    lost, first = 0, -1
    most = max(FEW, LOSS * (len(data) - len(found.bom)))
    try:
        for piece in decodings(data, found.encoding, len(found.bom)):
            lost += sum(len(patch.data) for patch in piece.patches if not patch.n)
            if first < 0 and piece.patches:
                first = _first_loss(piece, found.encoding)
            if lost > most:
                break
            yield piece
    except (UnicodeError, LookupError, ValueError) as error:
        raise Refusal("undecodable", f"{found.encoding} cannot read it: {error}") from error
    if lost > most:
        what = f"{lost} bytes are no {found.encoding}; name another encoding"
        raise Refusal("undecodable", what, first)


def _known(encoding: str) -> str:
    """The name of a text codec; UTF-16 and UTF-32 without an order are little-endian."""
    try:
        name = charset(encoding)
    except LookupError as error:
        raise Refusal("unknown-encoding", str(error)) from None
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
    return SUPERSETS.get(name, name)


def _first_loss(piece: Decoding, encoding: str) -> int:
    """The byte offset of the first patch."""
    return piece.at + len(piece.text[: piece.patches[0].at].encode(encoding, "replace"))


def _plainly(data: Bytes, bom: bytes) -> Found | None:
    """UTF-8 or ASCII, where that is beyond doubt."""
    wide = -1 if data.find(b"\0") >= 0 else _wide(data, len(bom))
    if wide < 0 or (wide < CERTAIN and not bom and _odd(data, wide)):
        return None
    return Found("utf-8" if wide or bom else "ascii", bom, "byte order mark" if bom else "strict")


def _wide(data: Bytes, start: int) -> int:
    """How many bytes above one a character they take in UTF-8; -1 where they are no UTF-8.

    Of large data samples speak for the rest: what is no UTF-8 there will be told in patches.
    """
    try:
        if len(data) - start > SMALL:
            sampled = sum(surplus([chunk])[0] for chunk in sample(data, start))
            if sampled >= CERTAIN:
                return sampled
        wide, cut = surplus(block for _, block in blocks(data, start))
    except UnicodeDecodeError:
        return -1
    return -1 if cut else wide


def _odd(data: Bytes, wide: int) -> bool:
    """Whether bytes that are UTF-8 may all the same have been meant otherwise."""
    return wide > 0 or _switches(data) or bool(_CONTROL.search(data[:SMALL]))


def _switches(data: Bytes) -> bool:
    return any(data.find(sign) >= 0 for sign in _SWITCHES)


def _refuse_binary(data: bytes) -> None:
    """Raise Refusal for what begins as no text does."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Refusal("binary", f"this is {what}; give its text")


def _weigh(data: Bytes, bom: bytes) -> Found:
    """The likeliest encoding; raises Refusal where none is likely enough."""
    nul = data.find(b"\0")
    readings = _readings(data, bom) if nul < 0 else _wide_readings(data[:SMALL])
    best, odds = readings[0], shares(readings)
    # UTF-8 proves itself by its bytes, however odd the words: 锟斤拷.
    proven = best.encoding == "utf-8" and _wide(data, len(bom)) > 0
    kin = ALIKE["big5"] if best.encoding in ALIKE["big5"] else (best.encoding,)
    sure = sum(part for name, part in odds if name in kin) >= SURE
    said = best.text.strip("\0") != ""
    likely = said and sure and (proven or price(best.text) <= DEAR)
    if nul >= 0 and not likely:
        raise Refusal("nul-bytes", "a text holds no NUL", nul)
    raw = "" if likely else data[:SMALL].decode("latin-1")
    if max(share(_CONTROLS, best.text), share(_CONTROLS, raw)) > CONTROLS:
        raise Refusal("binary", "too many control characters for a text")
    high = first_high(data)
    if not likely:
        what = "no encoding is likely enough; name one with --encoding"
        raise Refusal("undecided", what, max(high, 0), tuple(odds[:4]))
    name = "ascii" if best.encoding == "utf-8" and high < 0 else of_alike(data, best.encoding)
    return Found(name, bom, f"likeliest, {odds[0][1]:.2f}")


def _wide_readings(head: bytes) -> list[Reading]:
    """The head of the file in UTF-16 and, where every fourth byte may be NUL, in UTF-32."""
    half = head.count(0) * 4 < len(head)
    return tried([head], {name: own for name, own in WIDE.items() if not half or "16" in name})


def _readings(data: Bytes, bom: bytes) -> list[Reading]:
    """The sample read in each candidate, cheapest first; chardet is asked where it is close."""
    chunks = sample(data, len(bom))
    if beyond_doubt := plain(chunks):
        return [beyond_doubt]
    names = dict(CANDIDATES)
    names["utf-8"] -= 60.0 * bool(bom)
    if _switches(data):
        names |= SHIFTED | {"ascii": 4.0}
    if len(data) <= SMALL:
        names |= {name: WIDE[name] for name in ("utf-16-le", "utf-16-be")}
    declared = _CHARSET.search(data[:2048])
    if declared:
        _credit(names, declared.group(1).decode("ascii"), DECLARED)
    readings = tried(chunks, names)
    if is_close(readings):
        _credit(names, _guess(data[: 16 * SMALL]), GUESSED)
        readings = tried(chunks, names) + [mend(chunks, name, names[name]) for name in MIXED]
    return sorted(readings, key=lambda reading: reading.cost)


def _guess(data: bytes) -> str:
    """What chardet takes the beginning of the file for; '' if it has no answer."""
    import chardet

    return str(chardet.detect(data)["encoding"] or "")


def _credit(names: dict[str, float], encoding: str, worth: float) -> None:
    """Make an encoding likelier, or a candidate."""
    try:
        name = _known(encoding)
    except Refusal:
        return
    if name not in (*WIDE, "ascii", "utf-7"):
        names[name] = names.get(name, 8.0) - worth
