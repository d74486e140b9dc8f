"""Labels of page metadata, and the facts that labelled words carry. Knows nothing of pages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clean.page.days import iso
from clean.page.folding import fold, narrowed
from clean.patterns import pattern


class Label(NamedTuple):
    """The names of a label, the fact it carries, and what its value looks like."""

    fact: str
    names: str
    value: str = r"[^\s,;。|:]{1,40}"


DAY = r"\d{3,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
MOMENT = rf"{DAY}(?:\s*(?:星期[一二三四五六日])?\s*\d{{1,2}}[:时]\d{{2}}(?::\d{{2}}|分)?)?"
_NAME = r"[^\s,;。|:]{1,30}"
_COUNT = r"[\[(]?\s?\d[\d,.]*万?\s?[\])]?\s?[次人]?次?"
_REST = r"[^。|]{1,160}"

# Labels that only the record of a web page carries.
STRONG = (
    Label(
        "published",
        "发布日期 发布时间 发文时间 发表时间 发表日期 公开日期 公开时间 刊登日期 上网时间 公告日期 "
        "上版日期 张贴日 公布日期 "
        "上网日期 打印时间 录入时间 发稿时间 张贴日期 公布时间 信息时间 公告发布时间 公告时间 添加时间 "
        "信息发布时间 信息发布日期",
        MOMENT,
    ),
    Label(
        "updated",
        "更新时间 更新日期 最后更新 最后更新时间 最后更新日期 最近更新 资料更新 修改时间 "
        "检视日期 资料检视 修订日期 最近修订日期 修订时间 覆检日期",
        MOMENT,
    ),
    Label("signed", "生成日期 公文生成日期 成文时间 发文日期", MOMENT),
    Label(
        "index_number",
        "索引号 信息索引号 索引编号 信息索引 索取号 目录编号 公开编号",
        r"[\w/\-().〔〕\[\]]{3,50}",
    ),
    Label(
        "category",
        "主题分类 体裁分类 组配分类 信息分类 信息类别 公文种类 文件分类 所属分类 栏目分类 "
        "服务对象分类 公文分类 文件类型 所属栏目 信息类型 体裁 服务对象 行业分类 所属主题 "
        "分类信息 主题信息 文章类别 文章分类 本文分类 法规类型 信息种类",
        r"[^。:|]{1,40}",
    ),
    Label(
        "publisher",
        "发布机构 发布单位 信息发布单位 公开责任部门 信息提供单位 供稿单位 公开单位 公开机构 "
        "信息公开单位 发布部门 责任部门 提供单位 上稿单位 资料提供 张贴单位 信息来源单位",
        _NAME,
    ),
    Label(
        "access",
        "公开方式 公开形式 公开范围 公开时限 公开程序 公开属性 公开类别 公开类型 主动公开",
        _NAME,
    ),
    Label("source", "信息来源 文章来源 稿件来源 新闻来源 稿源", _NAME),
    Label(
        "views",
        "浏览次数 浏览量 浏览人次 浏览数 阅读次数 阅读量 阅读数 阅读人数 点击数 点击率 点击量 "
        "点击次数 点击 点阅数 点阅率 点阅次数 点阅人次 点击人次 点阅 访问次数 访问量 人气 浏览 阅读 已阅 查看次数 浏览人数",
        _COUNT,
    ),
    Label(
        "editor",
        "责任编辑 责编 网络编辑 网站编辑 本文编辑 本期编辑 值班编辑 文字编辑 执行编辑 编辑人员 "
        "新媒体编辑 值班主任 本期责编 录入 录入人 录入员 文章录入 录入者 发布者 信息员 信息审核 "
        "责任编缉 "
        "排版 上传",
        _NAME,
    ),
    Label(
        "validity",
        "有效性 时效性 时效 效力状态 公文时效 是否有效 信息有效性 文件有效性 有效状态 信息时效期 "
        "文件状态 效力",
        rf"(?:[一-鿿]{{0,6}}(?:有效|失效|时效|废止|修改|修订|施行|执行|长期)[一-鿿\d]{{0,8}}|[是否无]|{MOMENT})",
    ),
    Label("original_title", "原标题", r"[^|]{1,100}"),
    Label("keywords", "标签 Tags TAG", r"[^。|]{1,60}"),
    Label("keywords", "TAG标签 关键标签", r"[^。|]{1,60}"),
    Label(
        "registration",
        "统一登记号 统一编号 规范性文件编号 登记号 信息编号 全宗号 案卷号",
        r"[\w/\-().〔〕\[\]]{3,40}",
    ),
    Label(
        "effective", "生效日期 废止日期 失效日期 实施日期 施行日期", rf"(?:{MOMENT}|-+|无|长期有效)"
    ),
    Label("abstract", "内容概述 内容概览 内容摘要 信息概述 信息概要 文章摘要", r".{0,300}"),
)
# Labels that a body may carry as well: metadata only beside the strong ones, or by place.
BYLINE = (
    Label("source", "来源 出处 资料来源 稿件 转自", r"[^,;。|:]{1,40}"),
    Label(
        "author",
        "作者 文章作者 记者 通讯员 图文 供稿 供稿人 撰稿 撰稿人 文 图 文/图 图/文 摄影 作者单位 文字 图片 "
        "投稿 原作者 撰文",
        r"[^,;。|:]{1,40}",
    ),
    Label(
        "editor",
        "编辑 审核 审稿 校对 发布人 审核人 复审 终审 初审 一审 二审 三审 编审 监制 签发 审校 审阅 "
        "主编 统筹 "
        "美编 策划 核稿 编校 责任校对 值班编委 值班总编 制作",
        r"[^,;。|:]{1,30}",
    ),
    Label("published", "时间 日期 发布 发布于 发表于", MOMENT),
)
TABLE = (
    Label("title", "标题 文章标题 名称 信息名称 文件名称 公文名称 题名 文件标题", _REST),
    Label(
        "number",
        "文号 发文字号 发文文号 发布文号 文件编号 公文文号 文件文号 发文号 文件字号",
        r"[^,;。:]{0,40}",
    ),
    Label(
        "issuer",
        "发文机关 发文单位 制发机关 制定机关 发布机关 制发单位 印发机关 发文机构 机构",
        r"[^,;。:]{1,60}",
    ),
    Label("signed", "成文日期 制发日期 制定日期 签发日期 印发日期 形成日期", MOMENT),
    Label("keywords", "主题词 关键词 关键字", _REST),
    Label(
        "category",
        "分类 类别 栏目 主题 语种 载体类型 语言 格式 所属机构 领域 有效期",
        r"[^。:]{1,40}",
    ),
)


def _spaced(name: str) -> str:
    """The name with room between its letters: pages set `索   引   号`."""
    return r"\s{0,8}".join(map(re.escape, name))


def _names(labels: tuple[Label, ...]) -> str:
    names = {name for label in labels for name in label.names.split()}
    return "|".join(map(_spaced, sorted(names, key=lambda name: (-len(name), name))))


_SIGN = r"\s{0,4}[:】\]][:\s]{0,6}"
FACT = {name: label.fact for label in (*TABLE, *BYLINE, *STRONG) for name in label.names.split()}
VALUE = {
    name: pattern(label.value)
    for label in (*TABLE, *BYLINE, *STRONG)
    for name in label.names.split()
}
_WRITTEN = {name.lower(): name for name in FACT}
# The first letters of all labels, and what a page puts before a label.
INITIALS = frozenset("[【(（ 發關來標點閱錄資責編審記" + "".join(name[0] for name in FACT))
STRONG_NAMES = frozenset(name for label in STRONG for name in label.names.split())
BYLINE_NAMES = frozenset(name for label in BYLINE for name in label.names.split())
_ALL = _names((*STRONG, *BYLINE, *TABLE))
# Behind a value, without a sign between, only a long label is one: 招生办发布时间：.
_LONG = "|".join(
    sorted((name for name in STRONG_NAMES if len(name) > 3), key=lambda name: (-len(name), name))
)
NAMED = pattern(
    rf"(?:(?:^|(?<=[\s|,;/\[【(（、　\d]))[\[【(]?({_ALL})|(?<=[一-鿿)）\]】])({_LONG}))(?:{_SIGN}|\t)",
    re.IGNORECASE,
)
LEADING = pattern(rf"({_names((*STRONG, *TABLE))})\s+(\S.*)")
BARE = pattern(rf"[\[【(]?({_names((*STRONG, *BYLINE, *TABLE))})\s*:?[\]】)]?:?", re.IGNORECASE)
UNLABELLED = pattern(rf"(?:^|[\s|\[(【]){DAY}|{DAY}(?=[\s\d:]*发表于)")
# Where a link or a switch is glued to a value: 科技局 【字体.
GLUED_ON = pattern(
    r"\)?\s*[【\[](?!\d{4}[】\]])|\)\s|\s+(?:字[号体]|评论|分享|打印|收藏|我要|手机看|[^\s]{0,8}客户端)"
)
DATES = frozenset({"published", "updated", "signed", "effective"})


class Field(NamedTuple):
    """One label with its value, as they stand in folded words."""

    name: str
    value: str
    start: int


def written(label: str) -> str:
    """A label as the tables write it: `tags` is Tags, and letters set apart are joined."""
    name = "".join(label.split())
    return _WRITTEN.get(name.lower(), name)


def fields(words: str) -> list[Field]:
    """The labelled values in folded words; a value runs to the next label."""
    if "|" in words and (piped := _piped(words)):
        return piped
    found = list(NAMED.finditer(words))
    if not found:
        return _cells(_joined(words.split()))
    ends = [*[match.start() for match in found], len(words)][1:]
    return [
        Field(
            written(match[1] or match[2]),
            words[match.end() : end].strip(" \t|,;[【(/"),
            match.start(),
        )
        for match, end in zip(found, ends, strict=True)
    ]


def _piped(words: str) -> list[Field]:
    """The cells of a row that is drawn with strokes: | 索引号 | 0001 | 主题分类 | 卫生 |."""
    cells = [cell.strip() for cell in words.strip("| \t").split("|")]
    labels = [written(cell) for cell in cells[::2]]
    if len(cells) % 2 or not all(label in FACT for label in labels):
        return []
    return [Field(name, value, 0) for name, value in zip(labels, cells[1::2], strict=True)]


def _joined(words: list[str]) -> list[str]:
    """The letters of a label set apart as one word: 索 引 号."""
    done: list[str] = []
    run = 0  # single letters that stand at the end
    for word in words:
        done.append(word)
        run = run + 1 if len(word) == 1 else 0
        if run > 1 and (name := "".join(done[-run:])) in FACT:
            done[-run:] = [name]
            run = 0
    return done


def _cells(words: list[str]) -> list[Field]:
    """Labels and values of a table row that was read cell by cell: `索引号 0001 主题分类 卫生`."""
    if not words or words[0] not in FACT:
        return []
    found: list[Field] = []
    for word in words:
        # 公开方式 主动公开: a label of the same fact right behind one is its value
        said = found and not found[-1].value and FACT.get(word) == FACT[found[-1].name]
        if word in FACT and not said:
            found.append(Field(word, "", 0))
        else:
            last = found[-1]
            found[-1] = last._replace(value=f"{last.value} {word}".strip())
    if len(found) == 1 and len(words) == 2:  # 浏览次数 215
        return found if _is_count(found[0]) else []
    row = len(found) > 1 and any(
        field.name in STRONG_NAMES and field.value and VALUE[field.name].match(field.value)
        for field in found
    )
    return found if row else []


def _is_count(field: Field) -> bool:
    """Whether a label of more than two letters counts views, and a figure is its value."""
    return FACT[field.name] == "views" and len(field.name) > 2 and field.value.isdecimal()


@lru_cache(maxsize=4096)
def facts(words: str) -> tuple[tuple[str, str], ...]:
    """The facts that erased words carry: `(("published", "2015-03-26"), ("views", "120"))`."""
    return tuple(
        in_own_script(pair, words)
        for field in fields(fold(words))
        if (pair := fact(field.name, field.value))
    )


def dated(words: str, found: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The facts of a byline; a day without a label is that of publication: 2020-04-27 来源：…."""
    bare = UNLABELLED.search(fold(words))
    if not bare or any(name in DATES for name, _ in found):
        return found
    return (("published", iso(bare[0])), *found)


def counted(figures: str) -> str:
    """A count in figures alone: 2.1万 is 21000."""
    if not figures.endswith("万"):
        return figures
    whole, _, part = figures[:-1].partition(".")
    return str(int(whole or 0) * 10_000 + int(part.ljust(4, "0")[:4] or 0))


def in_own_script(pair: tuple[str, str], words: str) -> tuple[str, str]:
    """A fact read off folded words, as the words spell it: 勞動部, not 劳动部."""
    at = fold(words).find(pair[1])
    return pair if at < 0 else (pair[0], narrowed(words)[at : at + len(pair[1])])


def fact(name: str, value: str) -> tuple[str, str] | None:
    """The fact of one label and its value, dates as ISO; None when there is no value, or 无."""
    kind = FACT.get(name, "")
    found = VALUE[name].match(value) if name in VALUE else None
    if not found or not kind:
        return None
    words = GLUED_ON.split(found[0].strip(" \t[]()【】"), maxsplit=1)[0]
    if kind in DATES:
        words = iso(words)
    if kind == "views":
        words = counted(re.sub(r"[^\d.万]", "", words))
    return (kind, words) if words and words != "无" else None
