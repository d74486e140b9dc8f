"""The laws every document keeps (tiling, rebuild, promise, nothing lost, idempotence, ...)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clean
from bench import boilerplate as bench
from clean import replay
from clean.document import Document, Edit, Source, Span, Stretch
from clean.rule import BrokenPromise, erases, orders, repeats, respells, rewrites

SEEDS = sorted(Path("seeds").glob("*.txt"))

PHRASES = [
    "一、总体要求", "（一）指导思想。", "(二)基本原则", "1.加快发展", "1．工作目标。", "——创新驱动。", "第三条 ",
    "到2020年,全市增长13.6%左右;", "各市、县(市)人民政府:", "（责任单位：省科技厅）", "(责任单位:省发展改革委)",
    "省人民政府关于印发规划的通知", "晋政办发〔2017〕55号", "2017年5月15日", "发布日期:2015-03-26",
    "　　", " ", "\n", "\n\n", "\r\n", "。", "，", "“", "”", "(", ")", "（", "）", "《规划", "》", "附件1：", "附件2",
    "扫描二维码 关注我们", "首 页 新闻 公告 服务", "【打印】", "━━━━━━━━", "上一篇：无", "PPP模式", "2015-2017年", "ＡＢ１２",
    "\u200b", "\u00a0", "\ufeff", "e\u0301", "\uf900", "&nbsp;", "锘", "鐪佷汉姘戞斂搴", "â€œ", "\x07", "1", "A", "；", "：", "？!",
]  # fmt: skip
official = st.lists(st.sampled_from(PHRASES), max_size=30).map("".join)
anything = st.text(max_size=60)
texts = st.one_of(
    official, anything, st.lists(st.one_of(official, anything), max_size=4).map("".join)
)


# Lines of labelled pages, and what is left of one: strokes, brackets, the marks of Markdown.
LINES = sorted({shown for held in (0, 1) for _, page in bench.pages(held) for shown, _ in page})
scraps = st.text("|｜[]【】（）<>#*：-·/1一 \u3000", max_size=5)
pages = st.lists(st.one_of(st.sampled_from(LINES), scraps), max_size=14).map("\n".join)


def letters(words: str) -> Counter[str]:
    """Han, digits and Latin letters, widths folded, accents set apart."""
    return Counter(sign for sign in normalize("NFKD", words) if sign.isalnum())


def erased(document: Document) -> str:
    return "".join(document.source.text[p.start : p.end] for p in document.pieces if p.text == "")


def is_mended(document: Document) -> bool:
    """Whether words were rewritten, which only the repair of wrong decoding may do."""
    rules = {rule.name for rule in clean.CHAIN if rule.promise == "rewrites"}
    reasons = [piece.reason for piece in document.pieces if piece.reason]
    return any(name in (reason.rule, *reason.why.split()) for reason in reasons for name in rules)


def assert_tiles(document: Document) -> None:
    at = 0
    for start, end in sorted(piece[:2] for piece in document.pieces if piece.end > piece.start):
        assert start == at
        at = end
    assert at == len(document.source.text)


def records(document: clean.Cleaned) -> list[dict[str, object]]:
    return [json.loads(line) for line in document.log().split("\n")[:-1]]


def assert_lawful(document: clean.Cleaned) -> None:
    log = replay.read(document.log().split("\n")[:-1])
    assert_tiles(document)
    assert replay.rebuild(document.text, log) == document.source.data
    assert replay.replay(document.source.text, log) == document.text
    if not is_mended(document):
        assert letters(document.text) + letters(erased(document)) == letters(document.source.text)
    again = clean.text(document.text)
    assert again.text == document.text
    assert {record["op"] for record in records(again)} <= {"head", "keep", "end"}


@given(texts)
def test_any_text_keeps_the_laws(words: str) -> None:
    assert_lawful(clean.text(words))


@given(pages)
def test_a_page_of_any_lines_keeps_the_laws(words: str) -> None:
    document = clean.text(words)
    assert_lawful(document)
    assert all(value for value in document.metadata.values())


@given(st.binary(max_size=80))
def test_any_bytes_are_a_lawful_document_or_a_named_refusal(raw: bytes) -> None:
    try:
        document = clean.data(raw)
    except clean.Refusal as refusal:
        named = refusal.reason
        assert named in {"empty", "binary", "nul-bytes", "undecodable", "undecided"}
    else:
        assert_lawful(document)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seeds_keep_the_laws(path: Path) -> None:
    assert_lawful(clean.file(path))


@given(st.lists(st.sampled_from(PHRASES), max_size=20).map("".join))
def test_canonical_text_has_the_canonical_form(words: str) -> None:
    text = clean.text(words).text
    assert normalize("NFC", text) == text
    assert not any(gap in text for gap in ("\r", "\n\n"))
    assert not text.startswith("\n")
    assert not text or text.endswith("\n")
    assert not any(line != line.strip(" \u3000\t") for line in text.split("\n"))


# The document model by itself: any edits and any orders, one after the other.


@st.composite
def plans(draw: st.DrawFn, size: int) -> list[Edit]:
    points = sorted(draw(st.lists(st.integers(0, size), max_size=8)))
    words = st.sampled_from(["", "x", "yz", "甲乙丙", "\n"])
    edits = [Edit(a, b, draw(words)) for a, b in zip(points[::2], points[1::2], strict=False)]
    return [edit for edit in edits if edit.text or edit.end > edit.start]


@st.composite
def permutations(draw: st.DrawFn, size: int) -> list[Stretch]:
    points = sorted({0, size, *draw(st.lists(st.integers(0, size), max_size=4))})
    return draw(st.permutations([Stretch(a, b) for a, b in zip(points, points[1:], strict=False)]))


def edited(words: str, edits: list[Edit]) -> str:
    at, done = 0, []
    for edit in edits:
        done += [words[at : edit.start], edit.text]
        at = edit.end
    return "".join([*done, words[at:]])


@settings(max_examples=400)
@given(st.text("ab一二\n ", max_size=12), st.data())
def test_pieces_tile_and_show_the_text_after_any_edits_and_orders(
    words: str, data: st.DataObject
) -> None:
    document = clean.Cleaned.of(Source(words.encode(), "utf-8", words))
    for _ in range(data.draw(st.integers(0, 5))):
        size = len(document.text)
        if size and data.draw(st.booleans()):
            order = data.draw(permutations(size))
            expected = "".join(document.text[stretch.start : stretch.end] for stretch in order)
            document = document.arrange("order", order)
        else:
            edits = data.draw(plans(size))
            expected = edited(document.text, edits)
            document = document.amend("edit", edits)
        assert document.text == expected
        assert_tiles(document)
    cleaned = clean.Cleaned(document.source, document.pieces)
    log = replay.read(cleaned.log().split("\n")[:-1])
    assert replay.rebuild(cleaned.text, log) == words.encode()
    assert replay.replay(words, log) == cleaned.text


# Promises: each broken one is refused.

BROKEN = {
    "other words": respells(lambda text: [Edit(0, 1, "乙")]),
    "words put in": erases(lambda text: [Edit(0, 1, "x")]),
    "nothing erased": erases(lambda text: [Edit(1, 1)]),
    "no twin": repeats(lambda text: [Edit(0, 2)]),
    "twin goes too": repeats(lambda text: [Edit(0, 2, twin=Span(1, 3))]),
    "number lost": repeats(lambda text: [Edit(4, 6, twin=Span(0, 2))]),
    "too unlike": repeats(lambda text: [Edit(0, 2, twin=Span(2, 4), likeness=0.2)]),
    "no reason": rewrites(lambda text: [Edit(0, 1, "x")]),
    "overlap": erases(lambda text: [Edit(0, 2), Edit(1, 3)]),
    "beyond the end": erases(lambda text: [Edit(0, 99)]),
    "part lost": orders(lambda text: [Stretch(0, 3)]),
    "part doubled": orders(lambda text: [Stretch(0, 6), Stretch(3, 6)]),
}


@pytest.mark.parametrize("rule", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_promise_is_refused(rule: clean.rule.Rule) -> None:
    words = "甲乙丙丁19"
    with pytest.raises(BrokenPromise):
        rule.apply(Document.of(Source(words.encode(), "utf-8", words)))


def test_numbers_count_in_repeats() -> None:
    words = "增长10%和10%。增长10%。"
    lawful = repeats(lambda text: [Edit(10, 16, twin=Span(0, 10))])
    unlawful = repeats(lambda text: [Edit(0, 10, twin=Span(10, 16))])
    document = Document.of(Source(words.encode(), "utf-8", words))
    assert lawful.apply(document).text == "增长10%和10%。"
    with pytest.raises(BrokenPromise):
        unlawful.apply(document)


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_the_answer_does_not_depend_on_the_hash_seed(seed: str) -> None:
    program = (
        "import clean,hashlib,pathlib;"
        "docs=[clean.file(p) for p in sorted(pathlib.Path('seeds').glob('*.txt'))];"
        "print(hashlib.sha256(''.join(d.text+d.log() for d in docs).encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    here = "".join(doc.text + doc.log() for doc in map(clean.file, SEEDS))
    assert run.stdout.decode().strip() == clean.log.digest(here)
