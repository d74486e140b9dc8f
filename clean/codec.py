"""Text back into the bytes it came as.

The one way from a decoded text to its bytes; reading proves itself with it and the log
rebuilds with it. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clean.document import Patch, Source


def bytes_of(text: str, encoding: str, bom: bytes = b"", patches: Sequence[Patch] = ()) -> bytes:
    """The bytes of a text: byte order mark, then the text encoded with its patches put in.

    `encoding` is a Python codec name. Patches are in order; `n` code points at `at` came
    as `data`, with n = 0 for bytes that stand for no character. Each stretch between two
    patches is encoded by itself. Raises UnicodeEncodeError, LookupError or ValueError
    where text, encoding and patches do not belong together.
    """
    return bom + b"".join(_parts(text, encoding, patches))


def encode(source: Source) -> bytes:
    """The bytes of a source, made from its text; equal to `source.data`, or reading failed."""
    return bytes_of(source.text, source.encoding, source.bom, source.patches)


def _parts(text: str, encoding: str, patches: Sequence[Patch]) -> Iterator[bytes]:
    at = 0
    for patch in patches:
        if not at <= patch.at <= patch.at + patch.n <= len(text):
            raise ValueError(f"the patch at code point {patch.at} overlaps or runs out")
        yield text[at : patch.at].encode(encoding)
        yield patch.data
        at = patch.at + patch.n
    yield text[at:].encode(encoding)
