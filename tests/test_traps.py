"""Mistakes seen in tools in wide use; each must not happen here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import clean
from clean.rule import key, numbers
from clean.signs import number, numeral

SEED = next(Path("seeds").glob("001*.txt"))

# What must come out as it went in: title, text.
LEFT_ALONE = {
    "ASCII end marks are no test of a sentence": "加快发展。提高质量！可行吗？\n",
    "words are not counted by spaces": "为深入贯彻落实规划结合我省实际制定本方案\n",
    "NFKC is for keys, never for the text": "①加快发展，㎡、℃、ﬁ、ⅳ、％、＋、～。\n",
    "晶片 is no sign of traditional script": "发展晶片、皇后镇、干净里程。\n",
    "a short document is kept": "同意。\n",
    "brackets of a 文号 stay": "国发〔2015〕28号、〈办法〉、〔2017〕3号。\n",
    "points in decimals and numbering end nothing": "1.加快发展。增长13.6%，达到2.5万吨。\n2．提高质量。\n",
    "list numbers are no repeats": "1.\n2.\n3.\n1.\n2.\n3.\n",
    "equal attribution lines are no repeats": (
        "1.发展工业。扩大规模。（责任单位：省工业和信息化厅）\n2.发展农业。稳定面积。（责任单位：省工业和信息化厅）\n"
        "3.发展旅游。打造品牌。（责任单位：省工业和信息化厅）\n"
    ),
    "next year's paragraph is no repeat of this year's": (
        "到2016年，全市规模以上工业增加值达到1200亿元，年均增长10%，新增企业35家，技术改造投资达到260亿元。\n"
        "到2017年，全市规模以上工业增加值达到1320亿元，年均增长11%，新增企业42家，技术改造投资达到290亿元。\n"
    ),
    "dates and ranges keep their hyphens": "2015-03-26至2017-05-15，2015-2017年，50-100亿元，1-2个。\n",
    "Latin text, addresses and formulae stay": "See http://a.cn/?q=1;b=(2), f(x)=3:4, e.g. this.\n",
    "a run of one line is no boilerplate": "扫一扫二维码即可办理，网站提供打印、分享服务，欢迎关注我们。\n",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_left_alone(name: str) -> None:
    assert clean.text(LEFT_ALONE[name]).text == LEFT_ALONE[name]


def test_digits_are_compared_as_they_are() -> None:
    assert key("２０１５年 10%") == "2015年10%"
    assert numbers("到２０１７年10%、10%") == {"2017": 1, "10": 2}
    assert numbers("第三条") != numbers("第四条")


def test_full_width_digits_become_digits_and_nothing_else() -> None:
    """Trap 6: a table of signs in the wrong order turned １ into a quotation mark."""
    assert clean.text("０１２３４５６７８９ＡＺａｚ").text == "0123456789AZaz\n"


def test_no_cap_on_length_and_no_cut_inside_a_character() -> None:
    words = (
        "推进新型工业化建设，编号"
        + "。\n推进新型工业化建设，编号".join(map(str, range(5000)))
        + "。\n"
    )
    document = clean.data(words.encode("gb18030"))
    assert document.text == words
    assert "\ufffd" not in document.text


def test_of_two_copies_one_stays() -> None:
    passage = "各地要把装备制造业转型升级摆在突出位置，落实责任，抓好实施。\n"
    assert clean.text("一、总体要求\n" + passage * 2 + "二、任务\n").text.count(passage) == 1


def test_white_space_alone_divides_nothing_by_zero() -> None:
    assert clean.text(" \t\n　\n").text == ""


def test_characters_that_end_lines_elsewhere_do_not_vanish() -> None:
    words = "甲\x0b乙\x0c丙\x1c丁\x85戊\u2028己\r庚\r\n辛"
    document = clean.text(words)
    assert re.sub(r"\s", "", document.text) == "甲乙丙丁戊己庚辛"
    assert document.source.data == words.encode()


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8-sig", "hz"])
def test_another_encoding_is_read_right(encoding: str) -> None:
    words = (
        SEED.read_text("utf-8").splitlines()[9]
        if encoding != "big5"
        else "臺灣行政院關於產業發展的報告，請各單位辦理。"
    )
    document = clean.data((words * 3).encode(encoding))
    assert key(document.text) == key(clean.text(words * 3).text)
    assert "\ufffd" not in document.text


def test_the_survivor_is_not_chosen_by_order_of_arrival() -> None:
    forward = [clean.text(words).text for words in LEFT_ALONE.values()]
    backward = [clean.text(words).text for words in reversed(LEFT_ALONE.values())]
    assert forward == backward[::-1]


def test_articles_beyond_the_hundredth_are_counted() -> None:
    """A code of law has 1,260 articles; two that are missing are named as it would spell them."""
    there = [n for n in range(1, 113) if n not in (109, 110)]
    text = "".join(f"第{numeral(n)}条 本条例的第{n}项规定。\n" for n in there)
    assert [found.message for found in clean.text(text).findings] == [
        "outline gap: 第一百零九条 第一百一十条 missing"
    ]


def test_numerals_are_read_as_they_are_written() -> None:
    assert all(number(numeral(n)) == n for n in range(1, 10_000))
