"""The five seeds: what comes out, to the letter, and what issue by issue they must show."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import clean

SEEDS = {path.name[:3]: path for path in sorted(Path("seeds").glob("*.txt"))}
FIXTURES = Path("fixtures")


@pytest.fixture(scope="module")
def cleaned() -> dict[str, clean.Cleaned]:
    return {name: clean.file(path) for name, path in SEEDS.items()}


Docs = dict[str, clean.Cleaned]


def counts(document: clean.Cleaned) -> Counter[str]:
    """How often each rule decided something, as the log's end says."""
    end = json.loads(document.log().split("\n")[-2])
    return Counter(end["counts"])


def messages(document: clean.Cleaned) -> list[str]:
    return [finding.message for finding in document.findings]


@pytest.mark.parametrize("name", SEEDS)
def test_golden_text(cleaned: Docs, name: str) -> None:
    assert cleaned[name].text == (FIXTURES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SEEDS)
def test_golden_log(cleaned: Docs, name: str) -> None:
    golden = (FIXTURES / f"{name}.log.jsonl").read_text("utf-8").split("\n")
    assert cleaned[name].log().split("\n")[1:-2] == golden[1:-2]


@pytest.mark.parametrize("name", SEEDS)
def test_the_log_is_small(cleaned: Docs, name: str) -> None:
    document = cleaned[name]
    most = 0.35 if any(piece.move for piece in document.pieces) else 0.20
    assert len(document.log().encode()) <= most * len(document.source.data)


def test_000_indents_gaps_and_findings(cleaned: Docs) -> None:
    document = cleaned["000"]
    came = document.source.text
    assert counts(document)["indent"] == 62
    assert came.count("\u3000") == 124 and "\u3000" not in document.text
    assert "".join(came.split()) == "".join(document.text.split())
    assert any("主送机关" in message for message in messages(document))
    assert any("生态工业强省建设取得积极进展。" in message for message in messages(document))


def test_001_widths_echo_and_what_stays(cleaned: Docs) -> None:
    document = cleaned["001"]
    assert sum(n for rule, n in counts(document).items() if rule.startswith("half-width")) == 428
    assert "扫描二维码" not in document.text
    assert document.text.startswith("山西省人民政府办公厅关于印发")
    assert document.text.count("\n山西省贯彻落实《促进中部地区崛起“十三五”规划》工作方案\n") == 1
    assert Counter(re.findall(r"\d\.", document.text)) == Counter(
        re.findall(r"\d\.", document.source.text)
    )
    assert sum(block.kind == "attribution" for block in document.blocks) == 32
    twins = [p.reason.twin for p in document.pieces if p.reason and p.reason.twin]
    assert len(twins) == 2


def test_003_menu_widths_and_note(cleaned: Docs) -> None:
    document = cleaned["003"]
    menu = [r for r in map(json.loads, document.log().split("\n")[:-1]) if r["op"] == "del"]
    assert [r["src"] for r in menu] == [[0, 29]]
    assert sum(n for rule, n in counts(document).items() if rule.startswith("half-width")) == 476
    assert document.text.endswith("2017年6月16日\n（此件公开发布）\n")
    assert document.blocks[-1].kind == "note"
    assert "\n\n" not in document.text


def test_004_joins_spaces_and_metadata(cleaned: Docs) -> None:
    document = cleaned["004"]
    assert counts(document)["detached-number"] == 23
    assert counts(document)["broken-line"] == 5
    assert len(re.findall(r"[,;:()]", document.source.text)) == 462  # one goes with 发布日期:
    assert sum(n for rule, n in counts(document).items() if rule.startswith("half-width")) == 461
    for words in (
        "培育1—2家",
        "洛阳LYC",
        "转型路径：\n",
        "安阳农用无人机装备",
        "2.推进“机器换人”。",
    ):
        assert words in document.text
    assert document.metadata["published"] == "2017-09-29"
    assert "发布日期" not in document.text
    for heading in ("一、总体要求", "二、重点领域", "1.电力装备。", "（一）打造四大领军产业。"):
        assert f"\n{heading}\n" in document.text


def test_002_is_whole_and_in_order(cleaned: Docs) -> None:
    document = cleaned["002"]
    flat = document.text.replace("\n", "")
    said = re.findall(r"[^。]*。", flat)
    assert len(said) == 132
    different = set(re.findall(r"[^。]*。", document.source.text.replace("\n", "")))
    assert len(different) == 129
    assert Counter(said)["1．工作目标。"] == 3 and Counter(said)["2．重点任务。"] == 2
    assert all(n == 1 for s, n in Counter(said).items() if s[1] != "．")
    marks = re.findall(
        r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)", document.text, re.M
    )
    assert "".join(marks) == (
        "一、（一）（二）（三）二、（四）（五）（八）（十）（十二）（十三）四、（十五）（十七）（十八）"
    )


def test_002_parts_stand_on_lines_of_their_own(cleaned: Docs) -> None:
    document = cleaned["002"]
    lines = document.text.split("\n")
    assert lines[1] == "粤府〔2015〕35号"
    assert lines[2].endswith("：") and lines[4:6] == ["广东省人民政府", "2015年3月21日"]
    assert lines[6] == "广东省工业转型升级攻坚战三年行动计划（2015-2017年）"
    assert "━" not in document.text and "发布日期" not in document.text
    assert document.metadata["published"] == "2015-03-26"
    assert sum(block.kind == "attribution" for block in document.blocks) == 17
    glued = (
        r"[。）]——|[。）][1-9]．|[。）](?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
    )
    assert not [line for line in lines if re.search(glued, line)]


def test_002_findings(cleaned: Docs) -> None:
    said = " ".join(messages(cleaned["002"]))
    for mark in ("三、", "（六）", "（七）", "（九）", "（十一）", "（十四）", "（十六）"):
        assert mark in said
    assert "附件2" in said
    assert any(finding.rule == "text-jump" for finding in cleaned["002"].findings)


@pytest.mark.parametrize("name", SEEDS)
def test_numbers_marks_and_latin_stay(cleaned: Docs, name: str) -> None:
    """Traps 5, 7, 16, 17, 18, 19: nothing folded, no bracket of a 文号 lost, no point widened."""
    document = cleaned[name]
    assert not re.search(r"[,;:()]", document.text)
    cited = re.findall(r"〔\d{4}〕\d+号", document.source.text)
    assert set(cited) == set(re.findall(r"〔\d{4}〕\d+号", document.text))


@pytest.mark.parametrize("name", SEEDS)
def test_no_sentence_is_lost(cleaned: Docs, name: str) -> None:
    """Law 7, and for 002 that every different sentence is still there."""
    document = cleaned[name]
    stands = clean.rule.key(document.text)
    struck = [p[:2] for p in document.pieces if p.text == "" and p.reason and not p.reason.twin]
    words = "".join(
        sign
        for i, sign in enumerate(document.source.text)
        if not any(a <= i < b for a, b in struck)
    )
    lines = words.split("\n") if name != "002" else [words]
    said = [s for line in lines for s in re.findall(r"[^。]*。", clean.rule.key(line))]
    assert said and not [s for s in said if s not in stands and "通知" not in s]
