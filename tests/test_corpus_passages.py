"""What documents say in part: passages that several of them share, documents inside longer ones."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_corpus import call, edited, everything, jsonl, ledger, parquet, run, text
from test_corpus_faults import change

from clean.corpus import parts, stages
from clean.corpus.compare import compare, compare_all, sides
from clean.corpus.fingerprints import LETTERS, fingerprints
from clean.corpus.keys import keys
from clean.corpus.passages import cut

MENU = "首页\n政务公开\n政府信息公开指南\n通知公告栏目\n办事服务大厅\n互动交流平台"
DUTY = "（责任单位：省发展改革委、省财政厅、省科技厅、省工业和信息化厅、各市人民政府）"
SHARE = "各市、县人民政府要加强组织领导，明确工作责任，细化政策措施，确保各项任务落到实处，重大事项及时报告省人民政府。"


def say(seed: int) -> str:
    """A paragraph of its own."""
    return text(seed, 150) + "。"


def lines(*said: str) -> str:
    return "\n".join(said) + "\n"


def find(tmp_path: Path, texts: dict[str, str], *args: str) -> dict[str, dict[str, Any]]:
    jsonl(tmp_path / "in/a.jsonl", [{"id": own, "text": said} for own, said in texts.items()])
    result = run("--passages", *args, tmp_path / "in", tmp_path / "out")
    assert result.exit_code == 0, result.output
    proof = call("verify", tmp_path / "out")
    assert proof.exit_code == 0, proof.output
    return ledger(tmp_path / "out")


def shared(
    known: dict[str, dict[str, Any]], texts: dict[str, str]
) -> set[tuple[str, str, str, str | None, str | None, int]]:
    """Document, words, fate, and whose passage it is or is a sibling of, of how many documents."""
    told = set()
    for own, row in known.items():
        for one in row["passages"] or ():
            words = texts[own][one["start"] : one["end"]]
            twin = one["passage"].rpartition("#")[0]
            akin = one["sibling"] and one["sibling"].rpartition("#")[0]
            told.add((own, words, one["fate"], twin, akin, one["documents"]))
    return told


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (SHARE, [SHARE]),
        (f"{SHARE}\r\n\n　　{DUTY[1:-1]}及其他\n", [f"{SHARE}\r"]),
        (lines("一、总体要求", SHARE, "（二）", SHARE), [SHARE, SHARE]),
        (lines(MENU, SHARE), [MENU, SHARE]),
        (lines(SHARE, MENU[:11], DUTY, MENU[12:]), [SHARE, MENU[12:]]),
        (lines("1．工作目标。", SHARE, "2．重点任务。", SHARE, "3．"), [SHARE, SHARE]),
        (lines(DUTY, DUTY + "。", "　牵头单位：省发展改革委、省财政厅、省科技厅、省工业和信息化厅"), []),
        (lines(DUTY + SHARE), [DUTY + SHARE]),
        (lines("𠀀" + SHARE, "𠀀𠀀", SHARE), ["𠀀" + SHARE, SHARE]),
        ("", []), ("\n\n", []), ("，。" * 40, []), ("各市、县人民政府：", []),
    ],
)  # fmt: skip
def test_what_is_a_passage(text: str, passages: list[str]) -> None:
    found = cut(["前文", text, "", SHARE])
    here = found.chosen & (found.text == 1)
    places = zip(found.start[here], found.end[here], strict=True)
    assert [text[start:end] for start, end in places] == passages


@given(st.lists(st.text("甲乙丙，。\n（一）𠀀", max_size=90), max_size=5))
def test_passages_tile_their_texts(texts: list[str]) -> None:
    found = cut(texts)
    for nth, said in enumerate(texts):
        here = found.text == nth
        ends = [0, *(found.end[here] + 1)]
        assert all(a <= b for a, b in zip(found.start[here], found.end[here], strict=True))
        assert [*found.start[here]] == [min(end, len(said)) for end in ends[: here.sum()]]


def test_a_passage_that_several_documents_say_is_told_in_each(tmp_path: Path) -> None:
    other = SHARE.replace("重大事项", "重要情况")
    texts = {
        "a": lines(say(1), SHARE, say(2)),
        "b": lines(say(3), other, say(4)),
        "c": lines(say(5), SHARE.replace("，", ","), say(6)),
    }
    known = find(tmp_path, texts)
    assert {row["fate"] for row in known.values()} == {"kept"}
    assert shared(known, texts) == {
        ("a", SHARE, "kept", "a", None, 3),
        ("b", other, "near", "a", None, 3),
        ("c", SHARE.replace("，", ","), "exact", "a", None, 3),
    }
    (named,) = pq.read_table(tmp_path / "out/passages.parquet").to_pylist()
    assert (named["words"], named["kind"], named["documents"]) == (SHARE, "passage", 3)
    rows = [json.loads(line) for line in (tmp_path / "out/a.jsonl").read_text("utf-8").splitlines()]
    assert [row["clean"]["passages"][0]["passage"] for row in rows] == [named["passage"]] * 3
    assert 0.8 <= rows[1]["clean"]["passages"][0]["likeness"] < 1


def test_a_menu_is_learnt_and_named_by_its_words(tmp_path: Path) -> None:
    texts = {own: lines(MENU, say(n), "版权所有") for n, own in enumerate("abc")}
    known = find(tmp_path, texts)
    assert {(told[0], told[1], told[5]) for told in shared(known, texts)} == {
        (own, MENU, 3) for own in "abc"
    }
    (named,) = pq.read_table(tmp_path / "out/passages.parquet").to_pylist()
    assert (named["words"], named["kind"], named["times"]) == (MENU, "menu", 3)


@pytest.mark.parametrize(
    "change", [("2016", "2017"), ("37个", "38个"), ("第三", "第四"), ("12.5", "125")]
)
def test_a_passage_with_another_number_is_no_copy(change: tuple[str, str], tmp_path: Path) -> None:
    words = "根据2016年第三季度考核情况，全市37个重点项目完成投资12.5亿元，" + SHARE
    texts = {"a": lines(say(1), words), "b": lines(say(2), words.replace(*change))}
    known = find(tmp_path, texts)
    told = shared(known, texts)
    assert {(own, fate, akin) for own, _, fate, _, akin, _ in told} == {
        ("a", "sibling", "b"), ("b", "sibling", "a")
    }  # fmt: skip
    named = pq.read_table(tmp_path / "out/passages.parquet").to_pylist()
    assert [one["kind"] for one in named] == ["template"] * 2


LEAVE = {
    "duties": (lines(say(1), DUTY), lines(say(2), DUTY)),
    "list marks": (lines("（一）", say(1), "1."), lines("（一）", say(2), "1.")),
    "headings": (lines("一、总体要求", say(1)), lines("一、总体要求", say(2))),
    "dates": (lines(say(1), "2016年12月30日"), lines(say(2), "2016年12月30日")),
    "other words": (lines(say(1), SHARE), lines(say(2), SHARE[:20] + text(3, 40))),
    "one document twice": (lines(say(1), SHARE, SHARE), lines(say(2))),
    "siblings in one": (lines(say(1), "2016年" + SHARE, "2017年" + SHARE), lines(say(2))),
}


@pytest.mark.parametrize("name", LEAVE)
def test_what_recurs_by_right_is_not_told(name: str, tmp_path: Path) -> None:
    known = find(tmp_path, dict(zip("ab", LEAVE[name], strict=True)))
    assert [row["passages"] for row in known.values()] == [None, None]
    assert pq.read_table(tmp_path / "out/passages.parquet").num_rows == 0


def test_passages_of_documents_that_go_are_not_told(tmp_path: Path) -> None:
    one = lines(say(1), SHARE, say(2), say(3))
    known = find(tmp_path, {"a": one, "b": one, "c": edited(one, 4)})
    assert [row["fate"] for row in known.values()] == ["kept", "exact", "near"]
    assert [row["passages"] for row in known.values()] == [None] * 3


def inside() -> dict[str, str]:
    every = [say(n) for n in range(20)]
    wrapped = "".join(every[2:5])
    return {
        "long": lines(*every),
        "longer": lines(*every, *(say(n) for n in range(30, 40))),
        "part": lines(*every[12:15]),
        "edited": lines(*(edited(one, 4) for one in every[7:10])),
        "wrapped": lines(*(wrapped[at : at + 35] for at in range(0, len(wrapped), 35))),
    }


def test_a_document_inside_a_longer_one_is_told_and_stays(tmp_path: Path) -> None:
    texts = inside()
    known = find(tmp_path, texts, "--drop")
    assert all(row["kept"] for row in known.values())
    told = {own: (row["inside"], row["inside_share"]) for own, row in known.items()}
    assert told["part"] == told["wrapped"] == ("long", 1.0)
    assert told["edited"][0] == "long" and 0.8 <= told["edited"][1] < 1
    assert told["long"] == ("longer", 1.0) and told["longer"] == (None, None)
    places = {one["id"]: texts["long"][one["start"] : one["end"]] for one in known["long"]["holds"]}
    assert places["part"] == texts["part"].strip()[:-1]
    assert places["wrapped"].replace("\n", "") == texts["wrapped"].replace("\n", "")[:-1]
    assert places["edited"][:40] in texts["long"] and len(places["edited"]) > 400


ALONE = {
    "another number": (lines(say(1), say(2).replace("增长", "增长9")), [1, 2]),
    "half of it": (lines(say(1), say(50)), [1, 2]),
    "too short": (SHARE[:40], [1, 2]),
    "nothing of it": (lines(say(50), say(51)), [1, 2]),
}


@pytest.mark.parametrize("name", ALONE)
def test_what_is_not_whole_in_a_longer_one_is_not_inside(name: str, tmp_path: Path) -> None:
    said, whole = ALONE[name]
    known = find(tmp_path, {"a": said, "b": lines(*map(say, [*whole, *range(9, 19)]), SHARE)})
    assert [(row["inside"], row["holds"]) for row in known.values()] == [(None, None)] * 2


def many() -> list[dict[str, Any]]:
    texts = inside() | {f"m-{n}": lines(MENU, say(n), SHARE, say(n + 500)) for n in range(60, 90)}
    texts |= {f"t-{n}": lines(say(n), f"截至{n}月底，" + SHARE) for n in range(100, 110)}
    return [{"id": own, "text": said, "n": 1} for own, said in texts.items()]


def told(out: Path) -> dict[str, tuple[Any, ...]]:
    names = ("fate", "inside", "inside_share", "holds", "passages")
    return {own: tuple(row[name] for name in names) for own, row in ledger(out).items()}


def test_order_files_workers_and_memory_decide_nothing_of_passages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = many()
    jsonl(tmp_path / "one/a.jsonl", rows)
    random.Random(7).shuffle(rows)
    for n in range(4):
        jsonl(tmp_path / f"four/{n}.jsonl", rows[n::4])
    assert run("--passages", tmp_path / "one", tmp_path / "out1").exit_code == 0
    monkeypatch.setattr(parts, "PART", 10_000)
    monkeypatch.setattr(parts, "_CHUNK", 2_000)
    monkeypatch.setattr(stages, "_GROUPED", 120 * 131)  # as with 500K
    way = ("--passages", "--jobs", "2", "--memory", "64M")
    assert run(*way, tmp_path / "four", tmp_path / "out2").exit_code == 0
    assert told(tmp_path / "out1") == told(tmp_path / "out2")
    one, other = (pq.read_table(tmp_path / name / "passages.parquet").to_pylist() for name in ("out1", "out2"))  # fmt: skip
    assert {row["passage"]: row for row in one} == {row["passage"]: row for row in other}


def test_the_chain_first_then_the_passages_of_its_texts(tmp_path: Path) -> None:
    rows = [
        {"id": own, "text": lines(say(n), SHARE.replace("，", ","))} for n, own in enumerate("ab")
    ]
    jsonl(tmp_path / "in/a.jsonl", rows)
    args = ("--jobs", "1", "--id-field", "id", "--passages")
    assert call("corpus", *args, tmp_path / "in", tmp_path / "out").exit_code == 0
    out = [json.loads(line) for line in (tmp_path / "out/a.jsonl").read_text("utf-8").splitlines()]
    for row in out:
        (one,) = row["clean"]["passages"]
        assert row["text"][one["start"] : one["end"]] == SHARE
    assert call("verify", tmp_path / "out").exit_code == 0


def test_parquet_has_the_passages_in_a_column(tmp_path: Path) -> None:
    parquet(tmp_path / "in/a.parquet", many())
    run("--passages", tmp_path / "in", tmp_path / "out")
    table = pq.read_table(tmp_path / "out/a.parquet").to_pylist()
    known = ledger(tmp_path / "out")
    for row in table:
        said = json.loads(row["clean_passages"] or "[]")
        assert [one["start"] for one in said] == [
            one["start"] for one in known[row["id"]]["passages"] or ()
        ]
        assert row["clean_inside"] == known[row["id"]]["inside"]


def overstate(row: dict[str, Any]) -> dict[str, Any]:
    for one in row["passages"] or ():
        one["likeness"] = 0.85
    return row


def misplace(row: dict[str, Any]) -> dict[str, Any]:
    return row | ({"inside": "m-61"} if row["inside"] else {})


@pytest.mark.parametrize("harm", [overstate, misplace])
def test_the_proof_finds_passages_that_are_not_as_told(harm: Any, tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", many())
    run("--passages", tmp_path / "in", tmp_path / "out")
    before = everything(tmp_path / "out")
    assert call("verify", tmp_path / "out").exit_code == 0
    change(tmp_path / "out", harm)
    assert call("verify", tmp_path / "out").exit_code == 1
    assert set(before) == set(everything(tmp_path / "out"))


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 99))
def test_what_is_common_over_79_letters_has_a_fingerprint(
    ahead: int, other: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    said = draw.integers(0x4E00, 0x9FA5, LETTERS + ahead + other).astype(np.uint16)
    whole, rest = said.tobytes().decode("utf-16-le"), text(seed + 1, 300)
    shared = whole[ahead : ahead + LETTERS]
    values, of = fingerprints(keys([whole, "", rest[:other] + shared + rest[other:], shared[1:]]))
    assert set(values[of == 0].tolist()) & set(values[of == 2].tolist())
    assert not (of == 3).any() and (np.diff(of.astype(int)) >= 0).all()
    alone, _ = fingerprints(keys([whole]))
    assert values[of == 0].tolist() == alone.tolist()


@given(
    st.lists(st.tuples(st.text("甲乙丙", max_size=30), st.text("甲乙丙", max_size=30)), max_size=5)
)
def test_pairs_are_compared_in_company_as_alone(pairs: list[tuple[str, str]]) -> None:
    both = [tuple(sides(keys(pair), 3)) for pair in pairs]
    together = compare_all(both, 3, 0.0)
    for (one, other), pair, verdict in zip(pairs, both, together, strict=True):
        alone = compare(*pair, 3, 0.0)
        grams = [{said[at : at + 3] for at in range(len(said) - 2)} for said in (one, other)]
        assert alone and verdict
        union = len(grams[0] | grams[1])
        assert verdict.likeness == (
            len(grams[0] & grams[1]) / union if union else float(one == other)
        )
        assert alone[:3] == verdict[:3]
        assert [*map(np.ndarray.tolist, alone[3:])] == [*map(np.ndarray.tolist, verdict[3:])]


def test_a_corpus_of_nothing_has_no_passages(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("")
    assert run("--passages", tmp_path / "a.jsonl", tmp_path / "out").exit_code == 0
    assert pq.read_table(tmp_path / "out/passages.parquet").num_rows == 0
    assert pa.types.is_list(
        pq.read_schema(tmp_path / "out/clusters.parquet").field("passages").type
    )
