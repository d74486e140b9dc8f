"""Names of encodings: which are encodings of text files."""

from __future__ import annotations

import codecs

from clean.decoding.encodings import NO_CHARSETS


def charset(name: str) -> str:
    """The name by which Python calls an encoding of text files. Raises LookupError for any other."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, UnicodeError, ValueError):
        found = ""
    if not found or found.replace("_", "-") in NO_CHARSETS:
        raise LookupError(f"{name!r} is no encoding of text files")
    return found
