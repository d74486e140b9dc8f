"""Where copies are found: stretches told to three readings, torn doubles, units cut alike, copies in place."""

from itertools import accumulate, pairwise
from random import Random

import pytest

import clean
from clean.likeness import FEW, near_pairs
from clean.readings.aligned import aligned
from clean.readings.anchors import Pair, anchors, pairs
from clean.readings.claims import yielded
from clean.readings.doubles import doubles
from clean.readings.flat import flat
from clean.readings.heads import heads
from clean.readings.in_place import in_place
from clean.readings.joins import Joins
from clean.readings.proof import Proof
from clean.readings.reading import whole
from clean.readings.recurring import paired_again
from clean.readings.rests import rested, same
from clean.readings.seams import parted as marks_parted
from clean.readings.stretches import Stretch, listed
from clean.readings.threes import parted, told, triples
from clean.readings.twins import unstrayed
from clean.readings.units import Unit

SAID = [
    "县水利局负责组织除险加固工程的设计、施工和验收。",
    "除险加固资金由县财政统筹安排，专款专用，不得挪用。",
    "清淤疏浚产生的淤泥集中堆放，堆放场地由乡镇统一安排。",
    "供水管网改造与道路改造同步设计、同步施工，避免反复开挖。",
    "每年汛期以前对全县病险水库逐座检查一遍，结果报防汛抗旱指挥部备案。",
    "管护人员由村民会议推选，报酬从水费和县级补助中列支。",
]
LETTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 500)]
SCALE = [(0, 100, 200), (50, 150, 250)]


def test_triples_rise_in_all_three_places_and_formulae_beyond_are_none() -> None:
    passage = {str(k): [k, 100 + k, 200 + k] for k in range(15)}
    others = {"falls": [20, 99, 230], "twice": [7, 17], "formula": [40, 140, 240]}
    assert triples(passage | others) == [(k, 100 + k, 200 + k) for k in range(15)]
    assert not triples({"formula": [40, 140, 240]})


@pytest.mark.parametrize(
    ("pair", "lanes"),
    [
        (Pair(0, 100, 10), (0, 1)),
        (Pair(100, 200, 10), (1, 2)),
        (Pair(0, 200, 10), (0, 2)),
    ],
)
def test_a_stretch_is_told_to_the_two_readings_where_it_stands_alike(
    pair: Pair, lanes: tuple[int, int]
) -> None:
    sorts = told([pair], SCALE)
    assert [some for some, pairs in sorts.items() if pairs] == [lanes]
    assert sorts[lanes] == [pair]


def test_stretches_are_cut_where_others_begin_or_end() -> None:
    assert list(parted([Pair(0, 100, 10), Pair(4, 200, 3)])) == [
        Pair(0, 100, 4),
        Pair(4, 104, 3),
        Pair(7, 107, 3),
        Pair(4, 200, 3),
    ]
    assert list(parted([Pair(0, 100, 10), Pair(20, 200, 3)])) == [
        Pair(0, 100, 10),
        Pair(20, 200, 3),
    ]


def strange(first: int, size: int) -> str:
    """So many signs, none of which stands elsewhere."""
    return "".join(map(chr, range(0x4E00 + first, 0x4E00 + first + size)))


def test_a_stretch_is_found_before_one_that_stands_as_far_apart_and_three_times() -> None:
    often, twice = strange(0, 12), strange(20, 12)
    fill = [strange(at, 28) for at in (100, 200, 300, 400)]
    said = often + fill[0] + twice + fill[1] + twice + fill[2] + often + fill[3] + often
    assert Pair(40, 80, 12) in pairs(said, anchors(said))


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("的", "的", {(0, 0)}),
        ("的强制措施", "引渡的强制措施", {(0, 2)}),
        ("县级以上人民政府", "报县级以上", {(0, 1)}),
        ("应当登记", "应当备案", set()),
        ("按规定应当登记的", "单位应当报告", set()),
    ],
    ids=["whole", "one whole, both end", "one begins, the other ends", "both begin", "neither"],
)
def test_rests_say_the_same_from_an_end_to_an_end(
    one: str, two: str, found: set[tuple[int, int]]
) -> None:
    assert set(same(one, two)) == found


def test_a_rest_is_paired_between_the_stretches_around_it() -> None:
    ahead, rest, behind, other = strange(0, 12), strange(20, 3), strange(30, 12), strange(50, 9)
    said = ahead + rest + behind + other + ahead + other[::-1] + rest + behind
    chain = [Pair(0, 36, 12), Pair(15, 60, 12)]
    none = bytes(len(said)), bytes(len(said))
    assert rested(chain, chain, said, none) == [Pair(0, 36, 12), Pair(12, 57, 15), Pair(15, 60, 12)]


def test_a_letter_that_two_stretches_claim_is_of_the_reading_behind() -> None:
    assert yielded([Pair(0, 14, 6), Pair(10, 30, 5)], 40) == [Pair(0, 14, 6), Pair(10, 30, 4)]


@pytest.mark.parametrize(
    ("text", "row", "place"),
    [
        ("甲乙，丙丁戊乙己丙丁", [(2, 6)], {}),
        ("甲乙，丙丁戊乙，己丙丁", [(1, 5), (2, 6)], {}),
        ("甲乙，丙丁戊乙己丙丁", [(1, 5), (2, 6)], {2: 2}),
    ],
    ids=["one end tells nothing", "the twin has it too", "the twin has none"],
)
def test_marks_at_a_seam_go_where_the_copies_have_them(
    text: str, row: list[tuple[int, int]], place: dict[int, int]
) -> None:
    assert marks_parted(flat(text), [row]) == place


def twice_within(said: str, start: int, end: int) -> str:
    """A sentence of which a stretch in mid-sentence stands twice."""
    return said[:end] + said[start:end] + said[end:]


def test_torn_doubles_are_found_with_their_twins() -> None:
    torn = [twice_within(SAID[n], 2, 24) for n in (3, 4)]
    text = "".join([SAID[0], torn[0], SAID[1], torn[1], SAID[5]])
    found = list(doubles(text))
    assert [text[slice(*copy)] for _, copy in found] == [SAID[n][2:24] for n in (3, 4)]
    assert all(
        text[slice(*twin)] == text[slice(*copy)] and twin[1] == copy[0] for twin, copy in found
    )


@pytest.mark.parametrize(
    "text",
    [
        "".join([SAID[0], twice_within(SAID[3], 2, 24), SAID[1], SAID[5]]),
        "".join(f"{said}\n{said}\n" for said in SAID),
        "".join(SAID),
    ],
    ids=["one stretch", "paragraphs twice in place", "nothing twice"],
)
def test_a_text_that_is_not_torn_has_no_doubles(text: str) -> None:
    assert not list(doubles(text))


def test_units_of_two_readings_are_cut_alike_and_tile_the_text() -> None:
    text = "".join(SAID[n] for n in (0, 1, 2, 0, 1, 3, 4, 2, 3, 5, 4, 5))
    parts, pairs = aligned(text)
    assert [unit.start for unit in parts] == [0, *(unit.end for unit in parts[:-1])]
    assert parts[-1].end == len(text)
    chain = pairs[0, 1]
    assert all(parts[low].said == parts[high].said for low, high in chain)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(chain))
    assert len(chain) == len(SAID)


def test_a_text_that_says_nothing_twice_has_no_pairs() -> None:
    parts, pairs = aligned("".join(SAID))
    assert all(isinstance(unit, Unit) for unit in parts)
    assert not any(pairs.values())


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("".join(f"{said}\n{said}\n" for said in SAID), True),
        ("".join(f"{said}\n{said}\n{said}\n" for said in SAID), True),
        ("".join(f"{said}\n" for said in (*SAID, *SAID)), True),
        ("".join(f"{SAID[n]}\n" for n in (0, 1, 2, 0, 1, 3, 4, 2, 3, 5, 4, 5)), False),
        ("".join(f"{said}\n" for said in SAID), False),
    ],
    ids=["twice", "three times", "the whole behind itself", "interleaved", "nothing twice"],
)
def test_what_stands_directly_behind_itself_is_in_place(text: str, here: bool) -> None:
    assert in_place(text) is here


def test_a_recurring_heading_is_paired_once_where_the_reading_behind_has_caught_up() -> None:
    """The third and fourth stand behind the first two, and before the last two."""
    parts = [Unit(at, at + 2, said) for at, said in enumerate(["发文", "成文", *["总则"] * 6])]
    pairs = paired_again([(0, 1)], set(range(2, 8)), (0, 1, 0, 0, 1, 1, 0, 0), parts)
    members = [unit for pair in pairs for unit in pair]
    assert (2, 4) in pairs
    assert sorted(members) == sorted(set(members))


@pytest.mark.parametrize("seed", range(5))
def test_bands_propose_the_near_copies_that_comparing_all_finds(seed: int) -> None:
    """Many strings are proposed by MinHash, few are all compared: the same copies are found."""
    draw = Random(seed)
    many = ["".join(draw.choices(LETTERS, k=40)) for _ in range(FEW)]
    hurt = {k: many[k][:20] + "甲" + many[k][21:] for k in draw.sample(range(FEW), 12)}
    found = {pair[:2] for pair in near_pairs([*many, *hurt.values()])}
    assert found == {(k, FEW + nth) for nth, k in enumerate(hurt)}
    some = [*(many[k] for k in hurt), *hurt.values()]
    assert {pair[:2] for pair in near_pairs(some)} == {(k, k + 12) for k in range(12)}


def test_a_formula_far_behind_the_last_twin_is_none() -> None:
    """Units 8 to 10 would stand between the copies of 1 and 2, which are one run."""
    parts = [Unit(at, at + 20, strange(at * 20, 20)) for at in range(16)]
    true = [(0, 6), (1, 7), (2, 11)]
    assert unstrayed([*true, (12, 14)], parts) == true
    assert unstrayed([(0, 6), (1, 7), (2, 8), (9, 10)], parts) == [(0, 6), (1, 7), (2, 8), (9, 10)]


def test_letters_across_a_cut_tell_what_follows_in_mid_sentence() -> None:
    said = ["各级人民政府应当支", "持科技成果转化", "应当支持科技", "国家鼓励成果转"]
    text = "".join(said)
    starts = [0, *accumulate(map(len, said))]
    parts = [Unit(a, b, text[a:b]) for a, b in pairwise(starts)]
    joins = Joins(text, parts)
    assert joins.across(0, 1) > 0 > joins.across(0, 3)
    assert joins.across(1, 0) < 0
    assert Joins("支。持。", [Unit(0, 2, "支"), Unit(2, 4, "持")]).across(0, 1) == 0


def test_parts_begin_without_a_stop_before_them() -> None:
    parts = ["二、资金保障", "（一）加强统筹", *["（责任单位：市教育局）"] * 4, "3.按期完工"]
    parts += [f"责任单位：{bureau}" for bureau in ("财政局", "审计局", "水利局", "教育局")]
    text = "总则" + "".join(parts)
    begins = list(accumulate(map(len, ["总则", *parts[:-1]])))
    assert sorted({*heads(text)}) == begins


@pytest.mark.parametrize(
    "text",
    [
        "市第一、第二中学周六、周日开放。",
        "应当符合下列条件：一是守法。",
        "投入3.5亿元，增长2.8万户。",
    ],
)
def test_numerals_figures_and_a_lone_label_begin_no_part(text: str) -> None:
    assert not list(heads(text))


def test_runs_that_end_at_labels_come_back_in_order() -> None:
    dice = Random(5)
    bureaus = ["财政局", "审计局", "水利局", "教育局", "林业局", "统计局"]
    plan = []
    for n in range(30):
        place = "".join(dice.sample(LETTERS, 6))
        plan.append(f"{n + 1}.{SAID[n % 6][:-1]}，{place}先行。")
        plan.append(f"责任单位：市{'、'.join(dice.sample(bureaus, 2))}")
        plan.append(f"完成时限：{n % 4 + 3}月底前")
    ahead, behind, done = plan[:], plan[:], []
    for n in range(len(plan)):
        for source, size in ((ahead, 4 + n % 3), (behind, 3 + n % 4)):
            done += source[:size]
            del source[:size]
    assert clean.text("".join(done)).text.replace("\n", "") == "".join(plan)


def rosters(dice: Random) -> tuple[list[str], list[str]]:
    """A notice of appointments, and the same read twice in turns."""
    offices = ["市教育局", "市财政局", "市水利局", "市林业局", "市统计局", "市审计局"]
    names = ["".join(dice.sample(LETTERS, 3)) for _ in range(60)]
    plan = [
        f"{name}任{offices[n % 6]}副局长（试用期{n % 3 + 1}年）；" for n, name in enumerate(names)
    ]
    plan = ["滨江市人民政府任免通知", "市政府决定：", *plan, "以上人员任职时间自任命之日起计算。"]
    ahead, behind, done = plan[:], plan[:], []
    for n in range(len(plan)):
        for source, size in ((ahead, 3 + n % 3), (behind, 2 + n % 4)):
            done += source[:size]
            del source[:size]
    return plan, done


@pytest.mark.parametrize("line_end", ["\n", ""])
def test_a_list_without_stops_comes_back_in_order(line_end: str) -> None:
    plan, done = rosters(Random(7))
    assert "".join(clean.text(line_end.join(done)).text.split()) == "".join(plan)


def test_items_are_units_where_most_runs_end_behind_one() -> None:
    found = [Stretch((Pair(10 * k, 100 + 10 * k, 10),)) for k in range(5)]
    assert listed(found, {10 * k for k in range(20)})
    assert not listed(found, {10, 20, 110})


def test_what_stands_just_twice_between_two_twins_is_a_pair() -> None:
    said = ["甲", "办法", "能得逞", "乙", "丙", "甲", "通知", "能得逞", "乙", "丙", "办法"]
    parts = [Unit(k, k + 1, words) for k, words in enumerate(said)]
    assert whole([(0, 5), (3, 8)], parts) == [(0, 5), (2, 7), (3, 8)]
    assert whole([(2, 7), (3, 8)], parts) == [(2, 7), (3, 8)]


def test_beyond_the_last_twin_no_order_proves_readings_where_nothing_alternates() -> None:
    block = Proof(25, 597, 0.4, 0.46, 1.0, 0, 1)
    assert not block.holds((28.5, 28), (0.1, 4), 0)
    assert block.holds((28.5, 28), (28.5, 28), 0)
    assert block._replace(turns=2).holds((28.5, 28), (0.1, 4), 0)
