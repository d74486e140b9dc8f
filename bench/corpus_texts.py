"""A corpus with planted copies, and the truth about it.

Documents of 500-8,000 characters of distinct sentences, with figures in them. Of all 5 % are
exact copies, 10 % near copies (Jaccard .85-.95 of 5-grams of letters and digits), 10 % hard
negatives (.6-.75), each of another original. Copies differ in letters, never in figures. The
truth is the exact likeness of each planted pair, by sets of Python, >= .8.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

GRAM, LEAST = 5, 0.8
KINDS = {"exact": (0.05, 1.0, 1.0), "near": (0.10, 0.85, 0.95), "hard": (0.10, 0.60, 0.75)}
SHORT, LONG = 500, 8000
VOCABULARY = 20_000
NO_LETTER = re.compile(r"[\W_]+")


class Pair(NamedTuple):
    original: str
    copy: str
    kind: str
    likeness: float


def make(path: Path, count: int, seed: int = 1) -> list[Pair]:
    """Write a corpus of so many documents as JSON Lines; its planted pairs."""
    draw = np.random.default_rng(seed)
    words = draw.integers(0x4E00, 0x9FA5, (VOCABULARY, 2)).astype(np.uint16)
    kinds = [kind for kind, (share, _, _) in KINDS.items() for _ in range(round(share * count))]
    order = draw.permutation(count)
    copied = dict(enumerate(kinds, count - len(kinds)))
    pairs: list[Pair] = []
    texts: list[bytes] = [b""] * count
    for nth in range(count - len(kinds)):
        text = document(draw, words)
        texts[order[nth]] = line(int(order[nth]), text)
        at = count - len(kinds) + nth
        if at in copied:
            other = copy(draw, text, copied[at])
            texts[order[at]] = line(int(order[at]), other)
            alike = likeness(text, other)
            pairs.append(Pair(name(int(order[nth])), name(int(order[at])), copied[at], alike))
    with path.open("wb") as file:
        file.writelines(texts)
    return pairs


def document(draw: np.random.Generator, words: np.ndarray) -> str:
    size = (
        int(draw.integers(SHORT, LONG)) if draw.random() < 0.45 else int(draw.integers(SHORT, 2500))
    )
    return clauses(draw, words, size)


def clauses(draw: np.random.Generator, words: np.ndarray, size: int) -> str:
    """A text of about so many characters: clauses with marks, figures in one of nine."""
    many = max(4, size // 16)
    said = words[draw.integers(0, len(words), many * 7)].tobytes().decode("utf-16-le")
    each = [said[at : at + 14] for at in range(0, len(said), 14)]
    for at in range(0, many, 9):
        each[at] = f"到{draw.integers(2010, 2030)}年增长{draw.integers(1, 999) / 10}%" + each[at]
    marks = ["，", "；", "。\n", "，", "。"]
    return "".join(clause + marks[at % 5] for at, clause in enumerate(each))


def copy(draw: np.random.Generator, text: str, kind: str) -> str:
    """The text with so many letters changed that the likeness falls where the kind has it."""
    _, low, high = KINDS[kind]
    wanted = low + (high - low) * draw.random()
    han = [at for at, sign in enumerate(text) if "一" <= sign <= "龥"]
    edits = round(len(han) * (1 - wanted) / (GRAM * (1 + wanted)))
    if not edits:
        return text
    step = len(han) / edits
    signs = list(text)
    for nth in range(edits):
        at = han[int(nth * step + draw.integers(0, max(1, int(step) - GRAM)))]
        signs[at] = chr(int(draw.integers(0x4E00, 0x9FA5)))
    return "".join(signs)


def likeness(one: str, other: str) -> float:
    a, b = grams(one), grams(other)
    return len(a & b) / len(a | b)


def grams(text: str) -> set[str]:
    said = NO_LETTER.sub("", text)
    return {said[at : at + GRAM] for at in range(len(said) - GRAM + 1)}


def name(nth: int) -> str:
    return f"doc-{nth:07}"


def line(nth: int, text: str) -> bytes:
    return json.dumps({"id": name(nth), "text": text}, ensure_ascii=False).encode() + b"\n"
