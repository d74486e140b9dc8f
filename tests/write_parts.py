"""Writes anew what `test_parts.py` holds the code to: the parts of the seeds and labelled pages.

PYTHONPATH=. python tests/write_parts.py     then read the difference by eye before you commit it
"""

from __future__ import annotations

import json
from pathlib import Path

import clean
from bench import boilerplate as bench

SHOWN = Path("tests/pages/parts.json")
# How much of a part is written down: of a seed's, of a page's.
SEED, PAGE = 24, 16

# Pages of which the chain gets a part wrong, with the reason; what is written of them stays as it is.
WRONG = {
    "203-zhengfu-gongbao": "the name of the gazette is a title",
    "207-wendang-aggregator": "the name of the file is a title",
    "208-search-residue": "a button is glued to the title",
    "219-yibao": "the path to the page holds the title too",
    "220-wangzhan-jiancha-tongbao": "the title of the page and that of the document are one",
    "235-old-table-site": "the title of the page and that of the document are one",
    "354-bank-regulator-penalty": "the cells of a table of one penalty are titles",
    "374-wechat-school-emoji": "numbers that stand alone and names between paragraphs are read unlike",
}


def parts(document: clean.Cleaned) -> list[tuple[str, str]]:
    """The parts of a document: kind, with the level of a heading, and words."""
    return [
        (
            f"heading {block.level}" if block.kind == "heading" else block.kind,
            document.text[block.start : block.end],
        )
        for block in document.blocks
    ]


def of_seed(seed: Path) -> str:
    """The parts of a seed, one a line."""
    return "".join(f"{kind:<12}{words[:SEED]}\n" for kind, words in parts(clean.file(seed)))


def of_page(page: list[tuple[str, bench.Line]]) -> dict[str, object]:
    """The metadata of a labelled page, and its parts but for the paragraphs."""
    document = clean.text("\n".join(shown for shown, _ in page))
    said = [[kind, words[:PAGE]] for kind, words in parts(document) if kind != "paragraph"]
    return {"metadata": document.metadata, "parts": said}


def main() -> None:
    """Write the files."""
    for seed in sorted(Path("seeds").glob("*.txt")):
        Path(f"fixtures/{seed.name[:3]}.parts.txt").write_text(of_seed(seed), "utf-8")
    stood = json.loads(SHOWN.read_text("utf-8"))
    pages = sorted(
        (name, stood[name] if name in WRONG else of_page(page))
        for held in (0, 1)
        for name, page in bench.pages(held)
    )
    rows = [f"{json.dumps(name)}: {json.dumps(page, ensure_ascii=False)}" for name, page in pages]
    SHOWN.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
