"""Clean and de-duplicate scraped Chinese official documents, and prove what was done.

import clean
doc = clean.file("notice.txt")
print(doc.text, doc.metadata, doc.findings)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from clean.version import VERSION as __version__

if TYPE_CHECKING:
    from clean.cleaned import Cleaned, Fact
    from clean.corpus.batch import batch
    from clean.document import Document, Edit, Finding, Piece, Source, Span
    from clean.pipeline import CHAIN, Options, data, file, html, text
    from clean.rule import BrokenPromise
    from clean.stages.encoding import Refusal

__all__ = [
    "CHAIN",
    "BrokenPromise",
    "Cleaned",
    "Document",
    "Edit",
    "Fact",
    "Finding",
    "Options",
    "Piece",
    "Refusal",
    "Source",
    "Span",
    "__version__",
    "batch",
    "data",
    "file",
    "html",
    "text",
]

# Where each name lives; the rules are imported when the first of them is asked for.
_HOMES = {
    "clean.cleaned": ("Cleaned", "Fact"),
    "clean.corpus.batch": ("batch",),
    "clean.document": ("Document", "Edit", "Finding", "Piece", "Source", "Span"),
    "clean.pipeline": ("CHAIN", "Options", "data", "file", "html", "text"),
    "clean.rule": ("BrokenPromise",),
    "clean.stages.encoding": ("Refusal",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'clean' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
