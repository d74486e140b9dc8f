"""Web pages: bytes to words, words to lines, lines to the text that a page is about."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import clean
from bench import html as bench
from clean import web
from clean.cli import main

pytest.importorskip("trafilatura")
from clean import markup

FLOORS = tomllib.loads(Path("fixtures/floors.toml").read_text("utf-8"))["html"]
BODY = """<ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul>
<table><tr><td>索引号</td><td>0001/2021-0002</td><td>发布日期</td><td>2021-05-18</td></tr></table>
<h1>云溪市水务局关于做好汛期安全生产工作的通知</h1>
<div class="content"><p>各区县水务局，市直有关单位：</p>
<p>&nbsp;&nbsp;为切实做好汛期安全生产工作，现就有关事项通知如下。</p><p>一、提高思想认识</p>
<p>各单位要充分认识做好汛期安全生产工作的重要性，加强组织领导，落实安全生产责任。</p>
<p>附件：1.排查表<br>2.汇总表</p><p align="right">云溪市水务局</p><p>2021年5月17日</p></div>
<div class="foot">版权所有：云溪市水务局 网站标识码：5303280012</div>"""
TEXT = """云溪市水务局关于做好汛期安全生产工作的通知
各区县水务局，市直有关单位：
为切实做好汛期安全生产工作，现就有关事项通知如下。
一、提高思想认识
各单位要充分认识做好汛期安全生产工作的重要性，加强组织领导，落实安全生产责任。
附件：1.排查表
2.汇总表
云溪市水务局
2021年5月17日
"""


def page(body: str = BODY, head: str = "") -> str:
    title = "<title>云溪市水务局关于做好汛期安全生产工作的通知-云溪市水务局</title>"
    return f"<!DOCTYPE html><html><head>{head}{title}</head><body>{body}</body></html>"


def shown(body: str) -> list[str]:
    return markup.lines(markup.parse(page(body)))


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_a_page_gives_its_document_whole_and_in_order() -> None:
    document = clean.html(page().encode())
    assert document.text == TEXT
    assert document.metadata["index_number"] == "0001/2021-0002"
    assert document.metadata["published"] == "2021-05-18"
    assert document.metadata["issuer"] == "云溪市水务局"
    assert not [found for found in document.findings if found.rule == "no-main-text"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gb18030", '<meta charset="utf-8">'),
        ("gb18030", '<meta charset="iso-8859-1">'),
        ("gb18030", '<meta charset="no-such-thing">'),
        ("gb18030", ""),
    ],
)
def test_a_declared_charset_is_evidence_not_truth(encoding: str, head: str) -> None:
    assert clean.html(page(head=head).encode(encoding)).text == TEXT


def test_big5_is_read_in_spite_of_its_meta() -> None:
    words = page(
        "<p>為加強事業廢水管理，環境保護署今日公告修正水污染防治措施，請各單位遵照辦理。</p>"
    )
    document = clean.html(
        words.replace(TEXT[:21], "公告").replace("云溪市水务局", "").encode("big5", "ignore")
    )
    assert "為加強事業廢水管理" in document.text


def test_of_too_few_words_the_declared_charset_decides() -> None:
    few = '<meta charset="gbk"><p>鑫淼</p>'
    assert web.decoded(few.encode("gbk")) == (few, "gb18030")
    with pytest.raises(clean.Refusal):
        web.decoded(few.replace("gbk", "utf-8").encode("gbk"))
    with pytest.raises(clean.Refusal):
        web.decoded(few.replace("gbk", "no-such").encode("gbk"))


def test_code_has_no_say_in_the_encoding() -> None:
    odd = b"<script>var a = '" + bytes(range(0x80, 0xFF)) * 9 + b"';</script>"
    data = page().encode().replace(b"</head>", odd + b"</head>")
    assert clean.html(data).text == TEXT


def test_the_encoding_that_is_told_decides() -> None:
    options = clean.Options(encoding="gb18030")
    assert clean.html(page().encode("gb18030"), options).text == TEXT


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲&amp;乙&lt;丙&#12290;</p>", ["甲&乙<丙。"]),
        ("<p>第一行<br>第二行<br/>第三行</p>", ["第一行", "第二行", "第三行"]),
        ("<p>切实\n   做好</p>", ["切实做好"]),
        ("<p>in\n two</p>", ["in two"]),
        ("<p>\u3000\u3000缩进&nbsp;一</p>", ["\u3000\u3000缩进\xa0一"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>加<span>粗</span><b>体</b>字</p>", ["加粗体字"]),
        ("<pre>一行\n二行</pre><p>三\n行</p>", ["一行", "二行", "三行"]),
        ("<script>var a='<p>x</p>'</script><!-- 注 --><style>p{}</style><p>文</p>", ["文"]),
        ("<p>前<script>x()</script>后</p>", ["前后"]),
        ("<table><tr><td>1</td><td><p>甲</p></td><td></td></tr></table>", ["1\t甲"]),
        ("<table><tr><td>名</td><td>甲<table><tr><td>内</td><td>外</td></tr></table></td></tr></table>",
         ["名", "甲", "内\t外"]),
        ("<table><tr><td>菜单<br>首页</td><td>正文</td></tr></table>", ["菜单", "首页", "正文"]),
        ("<ul><li>一<li>二</ul>", ["一", "二"]),
        ("<p>&nbsp;</p><p> </p>", []),
    ],
)  # fmt: skip
def test_a_page_is_read_as_it_is_seen(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_tags_nested_deep_are_read_and_none_is_cut_off_in_silence() -> None:
    deep = "<p>首</p>{}正文在此{}<p>尾</p>"
    assert shown(deep.format("<font>" * 1500, "</font>" * 1500)) == ["首", "正文在此", "尾"]
    with pytest.raises(clean.Refusal) as caught:
        clean.html(page(deep.format("<font>" * 3000, "</font>" * 3000)).encode())
    assert caught.value.reason == "no-page" and "depth" in caught.value.what


def test_a_main_text_that_cannot_be_found_for_depth_is_the_whole_page() -> None:
    deep = page("<div>" * 1500 + BODY + "</div>" * 1500)
    assert clean.html(deep.encode()).text == TEXT


def test_without_a_main_text_the_whole_page_is_taken_and_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(web, "_main_text", lambda _: "")
    document = clean.html(page().encode())
    assert document.text == TEXT
    assert "版权所有" in document.source.text
    assert [found.rule for found in document.findings if found.rule == "no-main-text"]


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><script>x()</script></body></html>", b"<!-- -->"]
)
def test_a_page_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(clean.Refusal) as caught:
        clean.html(data)
    assert caught.value.reason in ("empty", "no-page")


def test_a_file_is_a_page_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.HTM").write_text(page(), "utf-8")
    assert clean.file(tmp_path / "a.HTM").text == TEXT


def test_a_run_keeps_what_was_taken_and_names_the_page(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    data = page().encode("gb18030")
    (tmp_path / "in/a.html").write_bytes(data)
    (tmp_path / "in/b.txt").write_text("加快,发展。\n", "utf-8")
    out = tmp_path / "out"
    result = call("run", tmp_path / "in", "-o", out)
    assert result.exit_code == 0 and "2 documents cleaned" in result.stdout
    assert (out / "a.html.txt").read_text("utf-8") == TEXT
    head = json.loads((out / "a.html.log.jsonl").read_text("utf-8").split("\n")[0])
    assert head["page"]["sha256"] == clean.log.digest(data)
    assert head["page"]["encoding"] == "gb18030"
    assert head["page"]["extractor"].startswith("trafilatura ")
    assert call("verify", out).exit_code == 0
    again = call("rebuild", out / "a.html.txt", out / "a.html.log.jsonl", "-o", tmp_path / "back")
    assert again.exit_code == 0
    assert (tmp_path / "back").read_bytes() == (out / "a.html.source").read_bytes()
    records = [
        json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()
    ]
    assert [("page" in record) for record in records] == [True, False]


def test_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "find_spec", lambda _: None)
    (tmp_path / "a.html").write_text(page(), "utf-8")
    (tmp_path / "b.txt").write_text("一。\n", "utf-8")
    named = call("run", tmp_path / "a.html", tmp_path / "b.txt", "-o", tmp_path / "out")
    assert named.exit_code == 2
    assert "pip install 'docclean[html]'" in named.stderr
    assert (tmp_path / "out/b.txt").exists()
    searched = call("run", tmp_path, "-o", tmp_path / "out")
    assert searched.exit_code == 0 and "1 document cleaned" in searched.stdout


def test_a_page_is_never_mended_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    result = call("fix", tmp_path / "a.html")
    assert result.exit_code == 2 and "clean run" in result.stderr
    assert (tmp_path / "a.html").read_text("utf-8") == page()


def test_texts_are_cleaned_without_the_libraries_for_pages() -> None:
    code = "import sys, clean; clean.text('加快,发展。'); print({'lxml', 'trafilatura'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("shape", bench.SHAPES)
def test_pages_of_every_shape_keep_their_text_and_lose_their_wrapping(shape: str) -> None:
    floor, got = FLOORS[shape], bench.measure(bench.ours, shape)
    assert got.kept >= floor["kept"] * got.content
    assert got.in_order >= floor["in_order"] * got.kept
    assert got.gone >= floor["gone"] * got.wrapping


@pytest.mark.parametrize("shape", bench.SHAPES)
def test_trafilatura_alone_takes_less_wrapping_off(shape: str) -> None:
    alone, both = (bench.measure(rival, shape) for rival in (bench.trafilatura, bench.ours))
    assert both.gone > alone.gone + 0.1 * both.wrapping
    assert both.kept >= alone.kept
