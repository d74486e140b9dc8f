"""Bytes that need not all be in memory: a file, read where it is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO, Protocol

# So many bytes are decoded at once: a document is one block. Larger blocks make reading no faster, and
# where a byte of one is damaged, all of it is looked at again.
BLOCK = 1 << 18


class Bytes(Protocol):
    """What reading asks of bytes; `bytes` itself has it."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...

    def find(self, sub: bytes, /) -> int:
        """The offset of the first such bytes, or -1."""


class Stored:
    """The bytes of an open file, binary and seekable; only a slice asked for is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size = file, file.seek(0, os.SEEK_END)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, end, _ = part.indices(self._size)
        self._file.seek(start)
        return self._file.read(max(end - start, 0))

    def find(self, sub: bytes, /) -> int:
        """The offset of the first such bytes, or -1."""
        for at in range(0, self._size, BLOCK):
            found = self[at : at + BLOCK + len(sub) - 1].find(sub)
            if found >= 0:
                return at + found
        return -1


def blocks(data: Bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The bytes from `start` on, a block at a time, cut anywhere, with their offsets."""
    for at in range(start, len(data), BLOCK):
        yield at, data[at : at + BLOCK]
