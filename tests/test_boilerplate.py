"""The wrapping of web pages: labelled pages, trap lines, the seeds, and the laws of the stage."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clean
from bench import boilerplate as bench
from bench import frames, odds
from clean.document import Document, Piece, Source
from clean.page import reading
from clean.page.blocks import claim_blocks
from clean.page.days import iso
from clean.page.edges import edges
from clean.page.facts import facts, fields
from clean.page.folding import fold
from clean.page.lines import is_plain, is_related, settle
from clean.page.looks import look
from clean.page.names import KNOWN
from clean.page.notices import RELATED_HEADER, RELATED_INLINE
from clean.page.regions import read
from clean.stages import boilerplate, page_metadata

FLOORS = tomllib.loads(Path("fixtures/floors.toml").read_text("utf-8"))["boilerplate"]
RULES = (*boilerplate.RULES, *page_metadata.RULES)
SEEDS = sorted(Path("seeds").glob("0*.txt"))
TITLE = "关于印发三年行动计划的通知"
BODY = "现将有关事项通知如下，请认真贯彻执行。"
PAGES = [(held, name, page) for held in (0, 1) for name, page in bench.pages(held)]
LINES = sorted(
    {shown for _, _, page in PAGES for shown, _ in page}
    | set(bench.traps())
    | {line for page in bench.well_formed() for line in page.splitlines()}
)


PAGE = clean.Options(select=frozenset(rule.name for rule in RULES))


def cleaned(text: str) -> Document:
    document = Document.of(Source(text.encode(), "utf-8", text))
    for rule in RULES:
        document = rule.apply(document)
    return document


def gone(document: Document) -> list[tuple[str, str]]:
    came = document.source.text
    return [(p.reason.rule, came[p.start : p.end]) for p in document.pieces if p.reason]


def seed(number: str) -> str:
    path = next(path for path in SEEDS if path.name.startswith(number))
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(("held_out", "part"), [(0, "train"), (1, "held_out")])
def test_wrapping_goes_and_content_stays(held_out: int, part: str) -> None:
    floor = FLOORS[part]
    score = bench.measure(bench.stage, held_out)
    assert score.recall >= floor["gone"]
    assert score.lost <= floor["lost"]
    assert score.f1 >= floor["f1"]


def test_no_content_goes_of_the_pages_that_only_teach() -> None:
    score = bench.score(bench.stage, bench.taught())
    assert score.lost == 0
    assert score.recall >= FLOORS["lines"]["taught_gone"]


def test_content_stays_in_the_frames_of_other_pages() -> None:
    floor, got = FLOORS["frames"], frames.measure(each=4)
    assert got.gone >= floor["gone"] * got.wrapping
    assert got.lost <= floor["lost"] * got.content


@pytest.mark.parametrize("name", odds.TABLES)
def test_what_is_weighed_is_told_apart_on_pages_that_taught_nothing(name: str) -> None:
    floor, table = FLOORS["odds"][name], odds.TABLES[name]
    got = odds.measure(odds.judged(odds.gathered(table)), table.enough)
    assert got.gone >= floor["gone"] * got.wrapping
    assert got.lost <= floor["lost"] * got.content


def test_a_document_alone_has_nothing_to_weigh() -> None:
    text = f"{TITLE}\n{BODY}\n某某市人民政府\n2020年3月2日\n快速通道\n口岸办 外经科 电商科"
    assert cleaned(text).text == text
    page = f"首页 政务公开 政务服务 互动交流\n{text}"
    done = cleaned(page)
    assert done.text == text[: text.index("快速通道")]
    whys = [piece.reason.why for piece in done.pieces if piece.reason]
    assert sum(why.startswith("behind the body, weighs ") for why in whys) == 2


def test_no_labelled_page_and_no_trap_has_gone_missing() -> None:
    lines = FLOORS["lines"]
    assert len(PAGES) >= lines["pages"] and len(bench.traps()) >= lines["traps"]
    assert len(bench.lost_traps(bench.stage)) <= lines["traps_lost"]
    spoilt = [page for page in bench.well_formed() if bench.stage(page) != page]
    assert len(spoilt) <= lines["well_formed_spoilt"]


@pytest.mark.parametrize("trap", bench.traps())
def test_no_trap_line_is_lost(trap: str) -> None:
    text = f"{BODY}\n{trap}\n{BODY}"
    assert cleaned(text).text == text


@pytest.mark.parametrize("text", bench.well_formed(), ids=lambda text: str(text.split("\n")[0]))
def test_a_well_formed_document_stays_as_it_is(text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize("text", bench.well_formed(), ids=lambda text: str(text.split("\n")[0]))
def test_a_document_in_its_wrapping_is_cleaned_once(text: str) -> None:
    once = cleaned(f"首页 要闻 政务公开\n{text}【打印】【关闭】\n京ICP备05001234号").text
    assert cleaned(once).text == once


def test_all_trap_lines_in_one_body() -> None:
    text = "\n".join([BODY, *bench.traps(), BODY])
    assert cleaned(text).text == text


def test_the_baselines_are_worse() -> None:
    ours = bench.measure(bench.stage, 1)
    for baseline in (bench.word_list, bench.short_lines):
        assert bench.measure(baseline, 1).f1 < ours.f1 - 0.1


@pytest.mark.parametrize("page", [page for _, _, page in PAGES], ids=[name for _, name, _ in PAGES])
def test_a_page_cleaned_twice_is_cleaned_once(page: list[tuple[str, bench.Line]]) -> None:
    once = cleaned("\n".join(shown for shown, _ in page)).text
    assert cleaned(once).text == once
    assert once.strip()


def test_a_page_of_wrapping_is_flagged_and_kept() -> None:
    text = "首页 政务公开 政务服务 互动交流\n登录 注册\n【打印】 【关闭】\n京ICP备05001234号"
    document = cleaned(text)
    assert document.text == text
    assert [note.rule for note in document.notes] == ["all-wrapping-page"]


def test_seed_000_is_left_alone() -> None:
    assert not gone(cleaned(seed("000")))


def test_seed_001_loses_its_echo_and_its_qr_code() -> None:
    text = seed("001")
    first = text.split("\n")[0] + "\n"
    number, _, title = first.partition(" ")
    assert gone(cleaned(text)) == [
        ("title-echo", number + " "),
        ("title-echo", title),
        ("qr-code-line", "扫描二维码 关注我们"),
    ]


def test_seed_002_loses_label_rule_and_second_title_in_both_readings() -> None:
    text = seed("002")
    document = cleaned(text)
    title = text[: text.index("发布日期")]
    reading_of = [
        ("publication-label", "发布日期:2015-03-26"),
        ("rule-line", "━" * 27),
        ("title-echo", title),
    ]
    assert gone(document) == reading_of * 2
    echoes = [p for p in document.pieces if p.reason and p.reason.rule == "title-echo"]
    assert all(
        text[slice(*echo.reason.twin)] == title
        for echo in echoes
        if echo.reason and echo.reason.twin
    )


def test_seed_003_loses_its_menu() -> None:
    lost = gone(cleaned(seed("003")))
    assert [(rule, len(words)) for rule, words in lost] == [("menu-line", 29)]


def test_seed_004_loses_its_date_line_to_the_record() -> None:
    pieces = [p for p in cleaned(seed("004")).pieces if p.reason]
    assert [p.reason.facts for p in pieces if p.reason] == [(("published", "2017-09-29"),)]


@pytest.mark.parametrize(
    "kept",
    [
        "（此件公开发布）",
        "（此件主动公开）",
        "某某市人民政府办公室",
        "2017年6月16日",
        "附件：1.三年行动计划任务分工表",
        "（责任单位：市发展改革委、市财政局）",
        "抄送：市委各部门，市人大常委会办公室。",
        "联系人：张三，联系电话：0871-63161234",
        "主办单位：某某市总工会",
    ],
)
def test_parts_of_a_document_stay_at_its_end(kept: str) -> None:
    text = f"{TITLE}\n{BODY}\n{kept}\n"
    assert cleaned(text).text == text
    assert cleaned(f"首页 要闻 政务公开\n{text}【打印】【关闭】\n京ICP备05001234号").text == text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("发布日期：2015年3月26日", (("published", "2015-03-26"),)),
        ("發布日期：2020/8/1", (("published", "2020-08-01"),)),
        ("索   引   号：000014349/2019-00101", (("index_number", "000014349/2019-00101"),)),
        ("来源：临江日报 作者：赵一鸣", (("source", "临江日报"), ("author", "赵一鸣"))),
        ("浏览次数：1,203次", (("views", "1203"),)),
        ("tags：环保", (("keywords", "环保"),)),
        ("来源：", ()),
        ("本报讯", ()),
    ],
)
def test_facts_are_read_off_labels(words: str, found: tuple[tuple[str, str], ...]) -> None:
    assert facts(words) == found


@pytest.mark.parametrize("label", ["tags: 环保", "TAGS：环保 科技", "tag", "tag]"])
def test_labels_in_other_letters_are_labels(label: str) -> None:
    text = f"{TITLE}\n发布日期：2020-01-02\n{label}\n{BODY}\n"
    assert cleaned(text).text.startswith(TITLE)


def test_a_row_of_cells_needs_a_value() -> None:
    assert [f.value for f in fields("索引号 0001 主题分类 卫生")] == ["0001", "卫生"]
    assert not fields("发布单位 发布时间 备注")
    assert iso("无") == ""


def test_traditional_script_is_read_by_the_same_tables() -> None:
    assert fold("網站導覽") in KNOWN
    assert look("友善列印 轉寄 回上頁") == look("友善列印 转寄 回上页")
    assert fold("網 頁").count(" ") == 1


def test_only_the_wrapping_of_a_line_goes() -> None:
    text = f"首页 > 通知公告 {TITLE} 发布时间：2019-05-20 来源：科技局 【字体：大 中 小】\n{BODY}打印 关闭\n"
    assert cleaned(text).text == f"{TITLE} \n{BODY}\n"


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\n\n", "\n　　"]))
def test_any_mixture_of_lines_keeps_the_laws(rows: list[str], end: str) -> None:
    text = end.join(rows)
    document = clean.text(text, PAGE)
    assert "".join(text[p.start : p.end] for p in sorted(document.pieces, key=place)) == text
    assert clean.text(document.text, PAGE).text == document.text
    assert bool(document.text.strip()) == bool(text.strip())


@settings(max_examples=100)
@given(st.text(alphabet="首页打印关闭 >|:：。\n【】<>━1年", max_size=60))
def test_any_signs_keep_the_laws(text: str) -> None:
    once = clean.text(text, PAGE).text
    assert clean.text(once, PAGE).text == once
    assert bool(once.strip()) == bool(text.strip())


def place(piece: Piece) -> tuple[int, int]:
    return piece.start, piece.end


def test_the_reading_does_not_depend_on_what_was_read_before() -> None:
    texts = ["\n".join(shown for shown, _ in page) for _, _, page in PAGES[:12]]
    first = [reading(text) for text in texts]
    random.Random(0).shuffle(texts)
    again = {text: reading(text) for text in texts}
    assert first == [again[text] for text in sorted(texts, key=lambda t: first.index(again[t]))]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(LINES), max_size=6))
def test_nothing_is_read_off_a_page_of_plain_lines(rows: list[str]) -> None:
    """The first look at a page only spares the second one."""
    text = "\n".join(rows)
    page = read(text)
    settle(page)
    claim_blocks(page)
    if is_plain(text):
        assert not any(line.family or edges(line.words, line.sides) for line in page)
        assert reading(text) == ((), False)


@settings(max_examples=300)
@given(st.text("頁首：（Ａａ 　，\u00a8\u0301é①ﬁ㊟ｶﾞ\u1100\u1161…〈】“—", max_size=12))
def test_folded_words_are_nfkc_in_one_script(words: str) -> None:
    assert fold(words) == normalize("NFKC", words).strip().replace("頁", "页")


def test_every_usual_sign_folds_to_its_nfkc_form() -> None:
    signs = "·、。《》「」【】〔〕“”‘’—，：；（）！？一丁龥" + "".join(map(chr, range(32, 127)))
    assert all(fold(sign) == normalize("NFKC", sign).strip() for sign in signs)


def test_lists_of_other_pages_are_known_by_their_first_sign() -> None:
    folded = {line: fold(line) for line in LINES}
    known = {one for one, said in folded.items() if RELATED_HEADER.fullmatch(said)}
    known |= {one for one, said in folded.items() if RELATED_INLINE.fullmatch(said)}
    assert {line for line in LINES if line.strip() and is_related(line)} == known


ENDLESS = ("> 首页 ", "【打印】", "上一页", "打印 关闭 ")


@pytest.mark.parametrize(
    "unit", ["啊 ", "1 ", "〔2017〕55号", "<p ", "发布日期:", "━", "各、", "。", *ENDLESS]
)
def test_one_long_line_is_read_to_its_end(unit: str) -> None:
    """A line of 200,000 signs is a page like any other (its time: `bench.linear`)."""
    words = (unit * 200_000)[:200_000]
    once = cleaned(words).text
    assert len(once) <= len(words)
    assert cleaned(once).text == once


@pytest.mark.parametrize("unit", ENDLESS)
def test_wrapping_without_end_on_one_line_goes_at_once(unit: str) -> None:
    glued = f"{TITLE}\n{BODY}\n{unit * 5000}"
    assert cleaned(glued).text.strip() == f"{TITLE}\n{BODY}"
    assert clean.text(glued).text == f"{TITLE}\n{BODY}\n"


@pytest.mark.parametrize("unit", ENDLESS)
def test_a_page_of_wrapping_on_one_line_is_flagged_and_kept(unit: str) -> None:
    text = (unit * 5000).strip()
    document = cleaned(text)
    assert document.text == text
    assert [note.rule for note in document.notes] == ["all-wrapping-page"]


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("【打印】" * 99 + TITLE, TITLE),
        ("> 首页 " * 999 + TITLE, TITLE),
        (BODY + "【打印】" * 99, BODY),
        (TITLE + " " + "【打印】" * 999, TITLE),
        (BODY + "上一页" * 999, BODY),
    ],
)
def test_content_beside_wrapping_without_end_stays(words: str, content: str) -> None:
    assert cleaned(words).text.strip() == content
    assert clean.text(words).text == f"{content}\n"
