"""Time on inputs made to be slow, at one length and at twice that length.

A unit over and over, and sentences of signs drawn from one script, which say nothing twice.

A ratio near 2 is linear, near 4 quadratic. What takes less than a tenth of a second says little.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from time import process_time

import clean

SIZE = 200_000
UNITS = {
    "the seeds' own sentence": "各地要加快发展，提高质量。",
    "spaces": " ",
    "blank lines": "\n",
    "short lines": "甲\n",
    "opening brackets": "(",
    "pairs of brackets": "(甲)",
    "commas": ",",
    "colons": "甲:",
    "question marks": "甲?",
    "second-level marks": "（一）",
    "first-level marks": "一、",
    "article marks": "第",
    "attributions": "。（责任单位：省科技厅）",
    "brackets left open": "（由",
    "cells": "甲 乙 丙\n",
    "no stops": "甲乙丙丁",
    "digits": "1",
    "attachments": "附件",
    "open lines": "甲，\n",
    "paths": "> 首页 ",
    "buttons": "【打印】",
    "tags": "<p ",
    "labels": "发布日期:",
    "rules": "━",
    "ampersands": "&",
    "references begun": "&#",
    "entities escaped again": "amp;",
    "rare characters": "犇猋骉",
    "accents": "é",
    "beyond the first plane": "𠮷",
    "zero widths": "中\u200b国",
    "combining marks": "\u0301\u0323",
    "mojibake": "鐪佷汉姘戞斂搴",
}
SCRIPTS = {
    "Han": ("一", "鿿"),
    "rare Han": ("㐀", "䶿"),
    "kana": ("ぁ", "ヺ"),
    "Hangul": ("가", "힣"),
    "Cyrillic": ("а", "я"),
    "signs of Latin-1": ("¡", "ÿ"),
    "signs of no script": ("!", "@"),
    "emoji": ("\U0001f300", "\U0001f5ff"),
    "private use": ("\ue000", "\uf8ff"),
}


def seconds(words: str) -> float:
    """CPU time of the whole chain with its log; our own failure is said, and takes its time too."""
    start = process_time()
    try:
        clean.text(words).log()
    except clean.BrokenPromise as broken:
        print(f"! {broken}")
    return process_time() - start


def formulae(size: int) -> str:
    """Sentences alike but for their numbers."""
    return "".join(
        f"第{i}条，本市第{i}号文件规定的事项按照第{i * 7 % 1000}款执行。" for i in range(size // 28)
    )


def drawn(script: tuple[str, str], size: int) -> str:
    """Sentences of 10 to 40 signs of a script, three or four on a line."""
    draw = Random(size)
    signs = [chr(code) for code in range(ord(script[0]), ord(script[1]) + 1)]
    ends = ("，", "。", "；", "。\n")
    sentences = (
        "".join(draw.choices(signs, k=draw.randint(10, 40))) + draw.choice(ends)
        for _ in range(size // 25)
    )
    return "".join(sentences)[:size]


def inputs() -> Iterator[tuple[str, str, str]]:
    """Name, the input, and that of twice its length."""
    for name, unit in UNITS.items():
        yield name, (unit * SIZE)[:SIZE], (unit * SIZE * 2)[: SIZE * 2]
    yield "formulae", formulae(SIZE), formulae(SIZE * 2)
    for name, script in SCRIPTS.items():
        yield f"drawn: {name}", drawn(script, SIZE), drawn(script, SIZE * 2)


def main() -> None:
    """Print a line an input."""
    clean.text("开始。").log()
    print(f"\n{'input':26} {SIZE // 1000:>6}k s {SIZE // 500:>6}k s   ratio")
    for name, *both in inputs():
        once, twice = map(seconds, both)
        print(f"{name:26} {once:8.2f} {twice:9.2f} {twice / max(once, 1e-3):7.1f}")


if __name__ == "__main__":
    main()
