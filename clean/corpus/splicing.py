"""A line of JSON with another text and one field more: all else keeps its spelling.

Numbers may be longer than a float, names may come twice: what is not read is not written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count

_value = json.JSONDecoder().raw_decode
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_SPACE = re.compile(r"[ \t\r\n]*")


def spliced(line: bytes, name: str, text: str | None, field: str, told: object) -> bytes:
    """An object in a line with a text for that of a name, if there is one, and a field at its end.

    Of a name that comes twice the last counts, as it does when it is read.
    """
    said = line.decode("utf-8", "surrogatepass")
    fields = list(_fields(said))
    start, end = next((start, end) for own, start, end in reversed(fields) if own == name)
    ours = free(field, {own for own, *_ in fields})
    value = _bytes(said[start:end]) if text is None else encoded(text)
    tail = b"," + encoded({ours: told})[1:]
    return _bytes(said[:start]) + value + _bytes(said[end : fields[-1][2]]) + tail


def free(name: str, taken: Collection[str], under: Sequence[str] = ("",)) -> str:
    """A name that is not taken, nor any by it with one of some ends: `clean`, else `clean_2`."""
    names: Iterable[str] = (f"{name}_{n}" if n > 1 else name for n in count(1))
    return next(one for one in names if not any(f"{one}{end}" in taken for end in under))


def encoded(record: object) -> bytes:
    """Anything as JSON."""
    try:
        return _encoded(record).encode()
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can hold
        return json.dumps(record).encode()


def _fields(said: str) -> Iterator[tuple[str, int, int]]:
    """The fields of an object, which has some: the name of each and where its value stands."""
    at = said.index("{")
    while said[at] != "}":
        name, at = _value(said, _past(said, at + 1))
        start = _past(said, _past(said, at) + 1)
        _, end = _value(said, start)
        yield name, start, end
        at = _past(said, end)


def _past(said: str, at: int) -> int:
    """Where the white space from here on ends."""
    found = _SPACE.match(said, at)
    return found.end() if found else at


def _bytes(said: str) -> bytes:
    return said.encode("utf-8", "surrogatepass")
