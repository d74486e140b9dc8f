"""Menus learnt from a run: what many pages of one site share goes, what notices share stays."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

import clean
from bench import boilerplate as bench
from bench import learnt as bench_learnt
from clean.cli import main
from clean.page.learnt import LEAST, Learnt, learn, may_be_learnt, sides, site_of

FOOT = "版权所有：某某县人民政府 网站标识码：5303280012"
MENU = "高质量发展看我县 奋进新征程"
# A template of one agency's notices: what each of them says too is theirs.
SHARED = [
    "某某县人民政府文件", "特急", "各乡镇人民政府，县直各部门：", "特此通知", "特此通知。",
    "请各单位认真贯彻执行", "请遵照执行", "本办法自发布之日起施行", "此件公开发布", "（此件公开发布）",
    "主动公开", "某某县人民政府办公室", "2021年5月17日", "抄送：县委各部门，县人大常委会办公室。",
    "某某县人民政府办公室2021年5月17日印发", "附件", "附件：1.任务分工表", "联系人：张三", "第一章 总则",
    "一、总体要求", "（一）指导思想", "第三章 附则", "通知", "开庭公告", "每日简报", "甲县财政局", "附则",
    "甲县教育体育局关于转发", "目录", "此致 敬礼", "主题词 安全 通知", "关于安全生产",
]  # fmt: skip


def wrapped(i: int, foot: str = FOOT) -> str:
    return f"首页 政务公开 政务服务 互动交流\n{MENU}\n关于做好第{i}项工作的通知\n现就第{i}项工作通知如下，请认真执行。\n{foot}\n"


def notice(i: int) -> str:
    """A notice of the template, in its wrapping; only the number differs."""
    return "\n".join(
        ["首页 政务公开 政务服务 互动交流", "某某县人民政府文件", "特急", f"关于做好第{i}项工作的通知",
         "各乡镇人民政府，县直各部门：", f"现就第{i}项工作通知如下，请认真执行。", "第三章 附则",
         "本办法自发布之日起施行", "请各单位认真贯彻执行", "特此通知", "某某县人民政府办公室",
         "2021年5月17日", "此件公开发布", "抄送：县委各部门。", "某某县人民政府办公室2021年5月17日印发",
         "主动公开", "【打印】【关闭】", FOOT]
    )  # fmt: skip


def learnt(texts: Iterable[str]) -> set[str]:
    return {one.line for one in learn(map(sides, texts))}


def test_the_menu_of_a_site_is_learnt() -> None:
    assert "".join(MENU.split()) in learnt(wrapped(i) for i in range(LEAST))


def test_of_few_pages_or_of_many_sites_nothing_is_learnt() -> None:
    assert not learnt(wrapped(i) for i in range(LEAST - 1))
    feet = [FOOT.replace("5303280012", f"530328001{i}") for i in range(9)]
    assert not learnt(wrapped(i, foot) for i, foot in enumerate(feet))


def test_one_page_many_times_teaches_nothing() -> None:
    page = f"首页 政务公开 政务服务 互动交流\n春风化雨润民心\n全市信访工作综述\n信访部门真情服务。\n{FOOT}"
    assert not learnt([page] * 20)


def test_what_fewer_than_half_of_a_site_have_is_not_learnt() -> None:
    others = [wrapped(50 + i).replace(MENU + "\n", "") for i in range(LEAST + 1)]
    assert "".join(MENU.split()) not in learnt([*(wrapped(i) for i in range(LEAST)), *others])


def test_what_stands_below_one_head_is_not_learnt() -> None:
    body = f"关于事项的通知\n现通知如下。\n{MENU}\n请认真执行。\n{FOOT}"
    assert "".join(MENU.split()) not in learnt([body, *(wrapped(i) for i in range(20))])


@pytest.mark.parametrize("line", SHARED)
def test_parts_of_a_document_are_never_learnt(line: str) -> None:
    assert not may_be_learnt(line)


def test_the_notices_of_one_agency_stay_whole(tmp_path: Path) -> None:
    """All of the template stands on each page; the run takes what each page alone would lose."""
    (tmp_path / "in").mkdir()
    for i in range(12):
        (tmp_path / f"in/{i}.txt").write_text(notice(i), "utf-8")
    assert (
        CliRunner()
        .invoke(main, ["run", str(tmp_path / "in"), "-o", str(tmp_path / "out")])
        .exit_code
        == 0
    )
    for i in range(12):
        assert (tmp_path / f"out/{i}.txt").read_text("utf-8") == clean.text(notice(i)).text
    assert "此件公开发布\n" in clean.text(notice(1)).text


def test_a_run_takes_the_menu_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for i in range(10):
        (tmp_path / f"in/{i}.txt").write_text(wrapped(i), "utf-8")
    trees = []
    for out, order, jobs in (("one", 1, "1"), ("two", -1, "2")):
        names = [str(path) for path in sorted((tmp_path / "in").iterdir())][::order]
        result = CliRunner().invoke(
            main, ["run", *names, "-o", str(tmp_path / out), "--jobs", jobs]
        )
        assert result.exit_code == 0 and "learnt-line" in result.stdout
        trees.append({path.name: path.read_bytes() for path in (tmp_path / out).iterdir()})
    assert trees[0] == trees[1]
    assert (
        trees[0]["3.txt"].decode()
        == "关于做好第3项工作的通知\n现就第3项工作通知如下，请认真执行。\n"
    )
    records = map(json.loads, trees[0]["3.log.jsonl"].decode().splitlines())
    (gone,) = [record for record in records if record.get("rule") == "learnt-line"]
    assert gone["why"] == "stands in the head of 10 of the 10 documents of this run and site"
    verified = CliRunner().invoke(main, ["verify", str(tmp_path / "one")])
    checked = CliRunner().invoke(main, ["check", str(tmp_path / "one")])
    assert (verified.exit_code, checked.exit_code) == (0, 0)


def test_learning_takes_wrapping_and_no_content() -> None:
    got = bench_learnt.measure()
    assert got.lost == 0
    assert got.learnt >= got.alone


def test_it_can_be_left_out(tmp_path: Path) -> None:
    for i in range(10):
        (tmp_path / f"{i}.txt").write_text(wrapped(i), "utf-8")
    args = ["run", str(tmp_path), "-o", str(tmp_path / "out"), "--ignore", "learnt-line"]
    assert "learnt-line" not in CliRunner().invoke(main, args).stdout
    assert MENU in (tmp_path / "out/3.txt").read_text("utf-8")


def test_no_content_of_the_labelled_pages_goes_whatever_was_learnt() -> None:
    """Every line that could be learnt is taken for learnt: the worst that a run could teach."""
    pages = [page for held in (0, 1) for _, page in bench.pages(held)]
    lines = [shown for page in pages for shown, _ in page]
    known = frozenset(
        Learnt("", clean.rule.key(line), 9, 9)
        for line in [*lines, *bench.traps()]
        if may_be_learnt(line.strip())
    )
    random.Random(0).shuffle(pages)
    lost = []
    for page in pages:
        text = "\n".join(shown for shown, _ in page)
        site = site_of(text)
        bound = frozenset(one._replace(site=site) for one in known)
        after = clean.rule.key(clean.text(text, clean.Options(learnt=bound)).text)
        before = clean.rule.key(clean.text(text).text)
        lost += [
            line.content
            for _, line in page
            if line.content
            and clean.rule.key(line.content) in before
            and clean.rule.key(line.content) not in after
        ]
    assert lost == []
