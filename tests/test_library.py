"""The library call: documents, parts, facts, options, refusals, threads."""

from __future__ import annotations

import gc
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import clean

NOTICE = """甲省人民政府办公厅关于印发甲省装备工业行动计划的通知
甲政办发〔2017〕12号
各市、县人民政府，省政府各部门：
现将计划印发给你们，请认真执行。
甲省人民政府办公厅
2017年5月15日
甲省装备工业行动计划
一、总体要求
（一）指导思想。
坚持创新驱动。
1.加快发展。培育企业。（责任单位：省工业和信息化厅）
附件：1.任务分工表
（此件公开发布）
"""


def test_blocks_of_a_notice() -> None:
    document = clean.text(NOTICE)
    assert document.text == NOTICE
    assert [block.kind for block in document.blocks] == [
        "title", "number", "addressee", "paragraph", "signature", "date", "title", "heading", "heading",
        "paragraph", "paragraph", "attribution", "attachment", "note",
    ]  # fmt: skip
    assert [block.level for block in document.blocks if block.kind == "heading"] == [1, 2]
    bracket = next(block for block in document.blocks if block.kind == "attribution")
    assert NOTICE[bracket.start : bracket.end] == "（责任单位：省工业和信息化厅）"


def test_metadata_of_a_notice() -> None:
    document = clean.text("发布日期：2017-05-20\n" + NOTICE)
    assert document.metadata == {
        "published": "2017-05-20",
        "title": "甲省人民政府办公厅关于印发甲省装备工业行动计划的通知",
        "issuer": "甲省人民政府办公厅",
        "number": "甲政办发〔2017〕12号",
        "addressee": "各市、县人民政府，省政府各部门",
        "signed": "2017-05-15",
    }
    spans = {fact.name: document.source.text[slice(*fact.span)] for fact in document.facts}
    assert spans["number"] == "甲政办发〔2017〕12号"
    assert spans["published"].startswith("发布日期：2017-05-20")


def test_a_date_in_han_numerals_is_iso_too() -> None:
    words = NOTICE.replace("2017年5月15日", "二〇一七年五月十五日")
    assert clean.text(words).metadata["signed"] == "2017-05-15"


@pytest.mark.parametrize("words", ["", " \n　\n", "甲"])
def test_small_texts(words: str) -> None:
    document = clean.text(words)
    assert document.text == ("甲\n" if words == "甲" else "")
    assert bool(document.findings) == (words == " \n　\n")
    assert not document.blocks or document.blocks[0].kind == "paragraph"


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(clean.Refusal) as caught:
        clean.text("甲\ud800乙")
    assert (caught.value.reason, caught.value.at) == ("undecodable", 1)


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(b"")
    with pytest.raises(clean.Refusal) as caught:
        clean.file(path)
    assert caught.value.reason == "empty"
    assert str(path) in str(caught.value)


def test_options_choose_rules() -> None:
    words = "甲(乙),丙\n\n丁"
    assert (
        clean.text(words, clean.Options(select=frozenset({"blank-line"}))).text == "甲(乙),丙\n丁"
    )
    assert (
        clean.text(words, clean.Options(ignore=frozenset({"half-width-comma"}))).text
        == "甲（乙）,丙\n丁\n"
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("blank-lines", "blank-line"), ("xyzzy", "clean rules")]
)
def test_an_unknown_rule_is_told_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        clean.Options(select=frozenset({name}))


def test_encoding_can_be_said() -> None:
    raw = "通知".encode("gb18030")
    assert clean.data(raw, clean.Options(encoding="gb18030")).text == "通知\n"


def test_threads_get_the_answers_of_one() -> None:
    """Trap 22: nothing kept between documents may change an answer."""
    paths = sorted(Path("seeds").glob("*.txt"))
    alone = [(clean.file(path).text, clean.file(path).log()) for path in paths]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(clean.file, paths * 3))
    assert [(doc.text, doc.log()) for doc in together] == alone * 3


def test_the_import_brings_no_rule_and_no_heavy_package() -> None:
    program = "import sys, clean; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert not loaded & {"datasketch", "numpy", "scipy", "ftfy", "chardet", "click", "clean.stages"}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        clean.nothing  # noqa: B018
    assert {"text", "data", "file"} <= set(dir(clean))


def test_cleaning_leaves_no_rings_and_the_collector_as_it_was() -> None:
    """What makes it safe to pause the collector: nothing waits for it."""
    for path in Path("seeds").glob("*.txt"):
        clean.file(path).log()
    gc.collect()
    gc.disable()
    try:
        clean.file(next(Path("seeds").glob("002*.txt"))).log()
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()
    clean.text("加快发展,提高质量。\n").log()
    assert gc.isenabled()
