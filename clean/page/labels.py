"""Labels that records of pages and lines below titles carry: what they are called, what they hold."""

from __future__ import annotations

from typing import NamedTuple


class Label(NamedTuple):
    """The names of a label, the fact it carries, and what its value looks like."""

    fact: str
    names: str
    value: str = r"[^\s,;。|:]{1,40}"


DAY = r"\d{3,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
MOMENT = rf"{DAY}(?:\s*(?:星期[一二三四五六日])?\s*\d{{1,2}}[:时]\d{{2}}(?::\d{{2}}|分)?)?"
_NAME = r"[^\s,;。|:]{1,30}"
_COUNT = r"[\[(]?\s?\d[\d,.]*[万wWkK]?\+?\s?[\])]?\s?[次人]?次?"
_REST = r"[^。|]{1,160}"

# Labels that only the record of a web page carries.
STRONG = (
    Label(
        "published",
        "发布日期 发布时间 发文时间 发表时间 发表日期 公开日期 公开时间 刊登日期 上网时间 公告日期 "
        "上版日期 张贴日 公布日期 "
        "上网日期 打印时间 录入时间 发稿时间 张贴日期 公布时间 信息时间 公告发布时间 公告时间 添加时间 "
        "信息发布时间 信息发布日期 新闻发布日期 新闻公布日期 上传时间 上传日期 收录时间 入库时间",
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
        "服务对象分类 效力级别 效力位阶 效力等级 公文分类 文件类型 所属栏目 信息类型 体裁 服务对象 行业分类 所属主题 "
        "分类信息 主题信息 文章类别 文章分类 本文分类 法规类型 信息种类 公告类型",
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
        "点击次数 点击 点阅数 点阅率 点阅次数 点阅人次 点击人次 点阅 访问次数 访问量 人气 浏览 阅读 已阅 查看次数 浏览人数 "
        "下载次数 下载量 文章点击数 文章点击量 总浏览量 总点击数",
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
        "统一登记号 统一编号 规范性文件编号 公告ID 登记号 信息编号 全宗号 案卷号",
        r"[\w/\-().〔〕\[\]]{3,40}",
    ),
    Label("number", "裁判字号", r"[^,;。:]{0,60}"),
    Label("signed", "裁判日期", MOMENT),
    Label("category", "裁判案由", r"[^。:|]{1,40}"),
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
