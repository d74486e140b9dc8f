"""Numbers that a copy holds and its twin does not, figures misread allowed for."""

import pytest

from clean.rule import lost_numbers

FIFTY = "第五十一条　甲。\n第五十二条　对水厂进行检查。\n{}第五十三条　丙。\n"
TABLE = "第十九条　甲。\n第二十条　甲。\n{}第二十一条　对水厂进行检查。\n第二十一条　丙。\n第二十二条　丙。\n"


@pytest.mark.parametrize(
    ("twin", "copy"),
    [
        ("安排资金150万元。", "安排资金1仑0万元。"),
        ("达到85.2个百分点。", "达到85轐2个百分点。"),
        ("２０２６年６月底前", "20冓年6月底前"),
        ("超过30万元、超过50万元的奖励。", "超过30万元、超过扝0万元的奖励。"),
        ("刚刚过去的1997年，他怨过。", "刚刚过去的1怨97年，他怨过。"),
        ("到2021年，", "到221年，"),
        ("第三十五条　对水厂", "第三五条　对水厂"),
        ("第三十五条　对水厂", "第三趪五条　对水厂"),
    ],
)
def test_a_figure_misread_for_certain_is_that_of_the_twin(twin: str, copy: str) -> None:
    assert not lost_numbers(copy, twin, f"{twin}\n{copy}\n")


@pytest.mark.parametrize(
    ("twin", "copy"),
    [
        ("安排资金480万元。", "安排资金48万元。"),
        ("达到3.9个百分点。", "达到3个百分点、9个项目。"),
        ("资金315万元。", "资金3至5万元。"),
        ("到2021年，", "到2011年，"),
        ("到2021年，", "到221个，"),
        ("已有三千年，到2021年", "已有221年，到2021年"),
        ("第三十五条　对水厂", "第三十条　对水厂"),
        ("第三十五条　对水厂", "第四五条　对水厂"),
        ("超过30万元，超过50万元。", "超过鿐0万元，超过鿑0万元，超过鿒0万元。"),
    ],
)
def test_another_number_is_no_misreading(twin: str, copy: str) -> None:
    assert lost_numbers(copy, twin, f"{twin}\n{copy}\n")


@pytest.mark.parametrize(
    ("form", "twin", "copy", "lost"),
    [
        (FIFTY, "第五十二条　对水厂进行检查。", "第十二条　对水厂进行检查。\n", False),
        (FIFTY, "第五十二条　对水厂进行检查。", "第五十条　对水厂进行检查。\n", False),
        (FIFTY, "第五十二条　对水厂进行检查。", "第六十二条　对水厂进行检查。\n", True),
        (TABLE, "第二十一条　对水厂进行检查。", "第二十条　对水厂进行检查。\n", True),
    ],
)
def test_a_mark_that_does_not_count_beside_one_that_does_is_misread(
    form: str, twin: str, copy: str, lost: bool
) -> None:
    text = form.format(copy)
    assert bool(lost_numbers(copy, twin, text)) is lost
