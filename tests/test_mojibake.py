"""Text decoded wrongly: every road is walked back exactly, and clean text is let be."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clean.decoding.repairs import Repair, amend, compose
from clean.decoding.roads import Road
from clean.decoding.walking import GAIN, walk_back
from clean.document import Document, Source
from clean.rule import Rule
from clean.stages import escapes, mojibake, unseen

SEEDS = [
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
]
LINES = [line for seed in SEEDS for line in seed.splitlines() if len(line.strip()) > 3]
LONG = [line for line in LINES if len(line) > 20]
MENDING = [
    mojibake.mojibake,
    mojibake.western_mojibake,
    mojibake.false_mark,
    mojibake.outdated_private_sign,
]
MENDING += [escapes.html_entity, escapes.percent_escape]
UNSEEN = [
    unseen.line_end, unseen.control_sign, unseen.zero_width_sign, unseen.bidi_mark, unseen.odd_space,
    unseen.variation_selector, unseen.radical_sign, unseen.decomposed_sign,
]  # fmt: skip
SIGNS = st.sampled_from(
    "中国的人民，。A1 \n\t\r&#;x%E4%B8%AD锘縣锛銆鐨勯�锟斤拷ÖÐÃ©â€œ\ue5e5\ue81e\u200b\u200d\u202e\xa0\u3000"
    "é́\u0301\u0323\u1100\u1161\u11a8가\u09c7\u09be\uf900⼀👨\ufe0f\u0627\x85\x0c\u2028\U000e0100"
)


def done(rule: Rule, text: str) -> str:
    return rule.apply(Document.of(Source(b"", "utf-8", text))).text


def damaged(line: str, *roads: tuple[str, str]) -> str | None:
    try:
        for right, wrong in roads:
            line = line.encode(right).decode(wrong)
    except UnicodeError:
        return None
    return line


ROADS = {
    "utf-8 as latin-1": [("utf-8", "latin-1")],
    "utf-8 as latin-1 twice": [("utf-8", "latin-1")] * 2,
    "gb18030 as latin-1": [("gb18030", "latin-1")],
    "gb18030 as big5": [("gb18030", "big5hkscs")],
    "utf-8 as gb18030": [("utf-8", "gb18030")],
    "utf-8 as gb18030 twice": [("utf-8", "gb18030")] * 2,
    "utf-8 as gb18030, as latin-1": [("utf-8", "gb18030"), ("utf-8", "latin-1")],
}


@pytest.mark.parametrize("roads", ROADS.values(), ids=ROADS)
def test_what_lost_nothing_comes_back(roads: list[tuple[str, str]]) -> None:
    even = [
        line[: 2 * (len(line) // 2)] for line in "".join(LONG[::5]).replace(",", "，").split("，")
    ]
    pairs = [
        (bad, line)
        for line in [*even, *LONG[::6]]
        if len(line) > 7 and (bad := damaged(line, *roads))
    ]
    back = [done(mojibake.mojibake, bad) == line for bad, line in pairs]
    assert len(back) >= 5
    assert sum(back) >= 0.95 * len(back)


@pytest.mark.parametrize(
    "rule", [*MENDING, mojibake.lost_sign, unseen.private_sign], ids=lambda rule: rule.name
)
def test_no_clean_line_is_changed(rule: Rule) -> None:
    for seed in SEEDS:
        assert not list(rule.plan(seed))


def test_every_repair_names_its_road_and_can_be_walked_again() -> None:
    text = "好的。" + (damaged("省人民政府办公厅", ("utf-8", "gb18030")) or "")
    (edit,) = mojibake.mojibake.plan(text)
    assert edit.why == "utf-8 read as gb18030"
    assert edit.text.encode().decode("gb18030") == text[edit.start : edit.end]


def test_two_roads_in_one_line() -> None:
    parts = [
        damaged("省人民政府办公厅", ("utf-8", "gb18030")),
        damaged("中国制造业发展规划", ("gb18030", "latin-1")),
    ]
    text = f"一、{parts[0]}；二、{parts[1]}。"
    assert done(mojibake.mojibake, text) == "一、省人民政府办公厅；二、中国制造业发展规划。"


KEPT = {
    "a colon before it": (
        "一、总则：",
        "国家规定实行特殊劳动保护，不得分配女职工",
        "gb18030",
        "big5hkscs",
    ),
    "four bytes of GB 18030": ("", "各地区・各部门，请认真贯彻执行", "gb18030", "latin-1"),
    "a name of rare signs beside it": ("", "吴婷婷 安徽省长沙市黄浦区", "gb18030", "latin-1"),
    "a poem in traditional script": ("", "故園閑釣處，蒼苔斑駁滿漁", "utf-8", "gb18030"),
}


@pytest.mark.parametrize("kind", KEPT)
def test_damage_is_mended_to_its_ends(kind: str) -> None:
    before, line, right, wrong = KEPT[kind]
    bad = damaged(line, (right, wrong))
    assert done(mojibake.mojibake, f"{before}{bad}\n") == f"{before}{line}\n"


def test_letters_of_latin_1_read_as_gb18030() -> None:
    line = "有放弃过追求的目标，各部门负责"
    bad = damaged(line, ("gb18030", "latin-1"), ("utf-8", "gb18030"))
    assert done(mojibake.mojibake, f"{bad}") == line


@pytest.mark.parametrize("right", ["utf-8", "gb18030"])
def test_a_lost_sign_is_never_made(right: str) -> None:
    """U+FFFD that was damaged again stays as the damage shows it; the words around it come back."""
    bad = damaged("山西省人民\ufffd办公厅关于印发", (right, "latin-1")) or ""
    for rule in (mojibake.mojibake, mojibake.western_mojibake):
        bad = done(rule, bad)
    assert "\ufffd" not in bad
    assert bad.endswith("公厅关于印发")


def test_a_road_that_does_not_lead_back_is_not_taken() -> None:
    road = Road("utf-8", "gb18030", lambda raws: iter(()))
    assert road.back("省人") == ""
    assert walk_back("省人民政府") == []
    assert GAIN > 17


def test_later_repairs_are_told_in_the_first_coordinates() -> None:
    text = "0123456789"
    first = [Repair(2, 4, "ab", "one"), Repair(6, 8, "cdef", "two")]
    then = [Repair(0, 1, "X", "three"), Repair(3, 7, "Y", "four"), Repair(11, 12, "Z", "five")]
    both = compose(text, first, then)
    assert amend(text, both) == amend(amend(text, first), then)
    assert [repair[:2] for repair in both] == [(0, 1), (2, 8), (9, 10)]
    assert both[1].why == "one, four, two"


@settings(max_examples=300)
@given(st.text(SIGNS, max_size=40) | st.text(max_size=20))
def test_mending_once_is_enough(text: str) -> None:
    for rule in [*MENDING, *UNSEEN]:
        once = done(rule, text)
        assert done(rule, once) == once, rule.name


@settings(max_examples=300)
@given(st.text(SIGNS, max_size=40) | st.text(max_size=20))
def test_composing_is_nfc(text: str) -> None:
    assert done(unseen.decomposed_sign, text) == normalize("NFC", text)


@settings(max_examples=60)
@given(
    st.sampled_from(LONG),
    st.sampled_from(list(ROADS.values())),
    st.integers(0, 30),
    st.integers(1, 40),
)
def test_mending_lossy_lines_once_is_enough(
    line: str, roads: list[tuple[str, str]], at: int, size: int
) -> None:
    for right, wrong in roads:
        line = line.encode(right).decode(wrong, "replace")
    once = done(mojibake.mojibake, line[at : at + 4 * size])
    assert done(mojibake.mojibake, once) == once


MANY = {
    "ampersands": "&" * 100_000,
    "references begun": "&#" * 50_000,
    "spaces without end": "&nbsp" * 20_000,
    "escaped again and again": "&" + "amp;" * 25_000,
    "rare characters": "犇猋骉" * 30_000,
    "rare characters in lines": "犇猋骉麤鱻羴\n" * 15_000,
    "accents": "é" * 100_000,
    "beyond the first plane": "𠮷" * 100_000,
    "zero widths": "中\u200b国" * 30_000,
    "marks": "a" + "\u0301\u0323" * 30_000,
}


@pytest.mark.parametrize("kind", MANY)
def test_much_of_one_kind_breaks_no_promise_and_settles(kind: str) -> None:
    """Long runs take the same road as short ones (their time: `bench.linear`)."""
    words = MANY[kind]
    for rule in (*MENDING, unseen.decomposed_sign, mojibake.lost_sign):
        document = Document.of(Source(words.encode(), "utf-8", words))
        once = rule.apply(document)
        assert (
            rule.apply(Document.of(Source(once.text.encode(), "utf-8", once.text))).text
            == once.text
        )


def test_damage_behind_much_rare_text_is_mended() -> None:
    bad = damaged("省人民政府办公厅", ("utf-8", "gb18030"))
    text = "犇猋骉麤鱻羴" * 300 + "\n%s"
    assert done(mojibake.mojibake, text % bad) == text % "省人民政府办公厅"
