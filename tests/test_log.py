"""The log as a file: what it holds, and how a damaged one is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

import clean
from clean import pipeline, replay
from clean.document import Document, Edit, Piece, Source
from clean.log import digest
from clean.replay import BrokenLog
from clean.rule import BrokenPromise

WORDS = "各市、县人民政府:\r\n　　加快发展,提高质量。\r\n【打印】【关闭】\r\n"


@pytest.fixture
def document() -> clean.Cleaned:
    return clean.data(WORDS.encode("gb18030"))


def log(document: clean.Cleaned) -> list[str]:
    return document.log().split("\n")[:-1]


def sealed(records: list[dict[str, Any]]) -> list[str]:
    """The records as a log whose end has the right digest."""
    body = [json.dumps(record, ensure_ascii=False) for record in records[:-1]]
    end = records[-1] | {"sha256": digest("\n".join(body) + "\n")}
    return [*body, json.dumps(end, ensure_ascii=False)]


def test_the_head_names_source_canonical_text_tool_and_libraries(document: clean.Cleaned) -> None:
    head = json.loads(log(document)[0])
    assert (head["log"], head["tool"]) == ("clean-log/1", clean.__version__)
    assert head["source"]["encoding"] == "gb18030"
    assert head["source"]["line_end"] == "crlf"
    assert head["source"]["bytes"] == len(WORDS.encode("gb18030"))
    assert head["canonical"] == {"sha256": digest(document.text), "chars": len(document.text)}
    assert set(head["libraries"]) == {"chardet", "datasketch", "ftfy"}
    assert head["minhash"] == "affine32"


def test_keep_del_and_dup_tile_the_source(document: clean.Cleaned) -> None:
    records = [json.loads(line) for line in log(document)]
    spans = sorted(r["src"] for r in records if r["op"] in ("keep", "del", "dup"))
    assert [a for a, _ in spans] == [0, *(b for _, b in spans[:-1])]
    assert spans[-1][1] == len(document.source.text)
    cover = records[-1]["coverage"]
    assert cover["keep"] + cover["del"] + cover["dup"] == cover["of"] == len(document.source.text)


def test_other_options_have_another_digest() -> None:
    plain, other = (
        json.loads(clean.text("甲", options).log().split("\n")[0])["options"]
        for options in (clean.Options(), clean.Options(ignore=frozenset({"indent"})))
    )
    assert plain != other


def test_no_line_of_the_log_holds_another_line_end() -> None:
    """Trap 35: a reader that splits at U+2028 must not cut a record in two."""
    written = clean.text("甲\u2028乙\x85丙\x0c丁").log()
    assert len(written.splitlines()) == written.count("\n")


DAMAGE = {
    "cut off": (lambda lines: lines[:-1], "cut off"),
    "empty": (lambda lines: [], "cut off"),
    "not json": (lambda lines: ["{", *lines], "line 1: not JSON"),
    "not a record": (lambda lines: ["3", *lines], "line 1: not a record"),
    "a line changed": (lambda lines: [lines[0], *lines[2:]], "digest in its end"),
    "another format": (
        lambda lines: sealed(
            [json.loads(lines[0]) | {"log": "clean-log/9"}, json.loads(lines[-1])]
        ),
        "clean-log/9",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_log_is_refused_by_name(document: clean.Cleaned, name: str) -> None:
    damage, said = DAMAGE[name]
    with pytest.raises(BrokenLog, match=said):
        replay.read(damage(log(document)))


def test_a_log_of_another_text_is_refused(document: clean.Cleaned) -> None:
    with pytest.raises(BrokenLog, match="not the one this log was written for"):
        replay.rebuild(document.text + "甲", replay.read(log(document)))


def test_a_log_that_lies_about_the_source_is_found_out(document: clean.Cleaned) -> None:
    records = [json.loads(line) for line in log(document)]
    records[0]["source"]["sha256"] = "0" * 64
    with pytest.raises(BrokenLog, match="digest of the source"):
        replay.rebuild(document.text, replay.read(sealed(records)))


def test_pieces_that_do_not_tile_are_our_bug() -> None:
    source = Source("甲乙".encode(), "utf-8", "甲乙")
    for pieces in ((Piece(1, 2),), (Piece(0, 1),)):
        with pytest.raises(BrokenPromise, match="pieces do not"):
            pipeline._check_tiling(Document(source, pieces))


def test_rules_at_odds_are_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    def flip(text: str) -> list[Edit]:
        return [Edit(0, 1, "，" if text[0] == "," else ",")]

    monkeypatch.setattr(pipeline, "CHAIN", (clean.rule.respells(flip),))
    with pytest.raises(BrokenPromise, match="does not settle"):
        clean.text(",")
