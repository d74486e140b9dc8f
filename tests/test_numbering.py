"""What numbers say about order, and which reading says a heading that recurs."""

from __future__ import annotations

import pytest

from clean.readings.numbering import START, USUAL, Habits, follows, learnt, marks
from clean.readings.recurring import paired_again, recurring, without
from clean.readings.units import Unit
from clean.rule import lost_numbers


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("一、总体要求", ((4, 1),)),
        ("（责任单位：省科技厅）（二）培育企业。", ((5, 2),)),
        ("转型路径：(1)成套化开发。", ((7, 1),)),
        ("第二章　许可的设定第十一条　设定许可", ((1, 2), (3, 11))),
        ("依照第十一条规定处罚。", ()),
        ("增长3.5个百分点。", ()),
    ],
)
def test_marks_are_read_with_their_levels(raw: str, seen: tuple[tuple[int, int], ...]) -> None:
    assert marks(raw) == seen


def outline(*rows: str) -> list[tuple[tuple[int, int], ...]]:
    return [marks(row) for row in rows]


def odds(habits: Habits, before: list[str], row: str) -> float:
    stands = START
    for one in before:
        stands = follows(stands, marks(one), habits)[1]
    return follows(stands, marks(row), habits)[0]


def test_where_every_list_begins_again_a_number_that_runs_on_is_another_reading_s() -> None:
    again = learnt([outline(*["（一）甲", "1.子", "2.丑", "3.寅", "（二）乙", "1.子", "2.丑"] * 3)])
    on = learnt(
        [
            outline(
                "（一）甲",
                "1.子",
                "2.丑",
                "（二）乙",
                "3.寅",
                "4.卯",
                "（三）丙",
                "5.辰",
                "（四）丁",
                "6.巳",
            )
        ]
    )
    before = ["（一）甲", "1.子", "2.丑", "3.寅", "（二）乙"]
    assert odds(again, before, "4.卯") < 0 < odds(on, before, "4.卯")


def test_a_gap_weighs_the_more_the_less_the_document_has_of_them() -> None:
    none = learnt([outline(*(f"{n}.子" for n in range(1, 30)))])
    many = learnt([outline(*(f"{n}.子" for n in range(1, 60, 2)))])
    assert none.gap < many.gap < 0
    assert none.skipping().gap == 0


def test_a_list_of_one_item_speaks_against_the_reading_that_skips_nothing() -> None:
    habits = Habits(USUAL, -1.0, -2.0)
    one, two = ["（一）甲", "1.子"], ["（一）甲", "1.子", "2.丑"]
    assert odds(habits, one, "（二）乙") < odds(habits, two, "（二）乙")
    assert odds(habits.skipping(), one, "（二）乙") == odds(habits.skipping(), two, "（二）乙")


def units(*said: str) -> list[Unit]:
    return [Unit(k, k + 1, words) for k, words in enumerate(said)]


def test_a_heading_that_recurs_is_paired_between_the_twins_around_it() -> None:
    parts = units("甲", "目标", "乙", "目标", "甲", "目标", "丙", "乙")
    loose = recurring(parts, 2)
    assert loose == {1, 3, 5}
    firm = without([(0, 4), (1, 5), (2, 7)], loose)
    assert firm == [(0, 4), (2, 7)]
    assert paired_again(firm, loose, [0, 0, 0, 0, 1, 1, 1, 1], parts) == [(0, 4), (1, 5), (2, 7)]
    assert paired_again(firm, loose, [0, 1, 0, 0, 1, 1, 1, 1], parts) == firm


@pytest.mark.parametrize(
    ("came", "stays", "lost"),
    [
        ("到2020年，（二", "到2020年，（二）", []),
        ("年均增长1.2亿元", "年均增长12亿元", ["1.2"]),
        ("到2020年", "到2021年", ["2020"]),
        ("第三条", "第二条", ["第三"]),
    ],
)
def test_what_a_copy_says_in_figures_must_stand(came: str, stays: str, lost: list[str]) -> None:
    assert sorted(lost_numbers(came, stays, came + stays)) == lost
