"""The wrapping of a web page: menus, bars, notices, feet, and what scripts left behind.

Each rule takes out one family of the lines that `clean.page` reads as wrapping. A page
that holds nothing else is left as it is, and `all_wrapping_page` says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clean.document import Edit
from clean.page import between, names, reading, wrapping
from clean.page.residue import RULE_INLINE, RULE_RUN, RULE_RUNS, TAG
from clean.rule import erases, finds


def _family(text: str, family: str) -> Iterator[Edit]:
    for part in wrapping(text, family):
        yield Edit(part.start, part.end, why=part.why, facts=part.facts)


@finds
def all_wrapping_page(text: str) -> Iterator[tuple[int, int, str]]:
    """A page that is nothing but wrapping: the scraper missed the document.

    Such a page is never emptied: it is reported, and no rule of this stage touches it.
    """
    if reading(text).bare:
        yield (
            0,
            len(text),
            "the page holds nothing but its wrapping; the document itself is missing",
        )


@erases
def page_footer(text: str) -> Iterator[Edit]:
    """The foot of a site: 版权所有, 主办 and 承办, 网站标识码, ICP and 公安备案 numbers, its address.

    Registration numbers and copyright lines are certain wherever they stand; sponsors,
    addresses and telephone numbers go only with such a line beside them, behind the body.
    A 主办单位： or 联系人： within a document stays, and so do the numbers in the rows of a form
    that names a web site: 网站名称, 域名, 备案号.
    """
    return _family(text, names.FOOTER)


@erases
def reprint_notice(text: str) -> Iterator[Edit]:
    """What a site says of the rights in its pages: 免责声明：本网转载…, 如有侵权请联系删除.

    Only before or behind the body, and only where the page speaks of itself. What a platform says
    of its texts under numbers goes behind the end of a document that is not about a platform.
    """
    return _family(text, names.NOTICE)


@erases
def browser_notice(text: str) -> Iterator[Edit]:
    """What a page says to the browser: cookie banners, calls for JavaScript, 您的浏览器版本过低.

    A sentence of the body that speaks of browsers or cookies stays.
    """
    return _family(text, names.BROWSER)


@erases
def stray_link(text: str) -> Iterator[Edit]:
    """A short line that no table knows, where its place on the page tells it.

    Above a menu or a path that the title stands below; right below the title, a day or the
    account that the wrapping beside it names; between two links; behind what ends an
    article. What can be the title, offices that sign, days, numbers, genres of documents,
    attachments and rows of tables stay.

    Behind a body and above it, beside certain wrapping, other lines are weighed: their length and
    words, the wrapping around them and what a document has there speak for or against it, by as
    much as labelled pages taught; the log has the sum and the strongest signs. Above a title
    nothing goes unless a line that can be the title stays below.
    """
    return _family(text, names.STRAY)


@erases
def script_residue(text: str) -> Iterator[Edit]:
    """Scripts, styles and tags that an extractor let through, and the elements of a feed.

    Lines of code go whole; a tag within a line of content goes alone.
    """
    return _family(text, names.SCRIPT)


@erases
def leaked_tag(text: str) -> Iterator[Edit]:
    """An HTML tag, comment or blank entity within a line: `<p>`, `</span>`, `&nbsp;`.

    The words around it stay. Comparisons such as `a < b` are no tags.
    """
    if "<" in text or "&nbsp" in text:
        yield from (Edit(*found.span()) for found in between(text, TAG.finditer(text)))


@erases
def related_list(text: str) -> Iterator[Edit]:
    """相关阅读, 推荐阅读 and the like behind the body, with the titles listed under them.

    The list ends where the attachments of the document or the foot of the page begin. In the
    midst of a body one goes below a bar of the page, with the days of its titles beside them, or
    under a head that only pages have (相关新闻, 延伸阅读) where the text goes on behind two titles or more.
    """
    return _family(text, names.RELATED)


@erases
def neighbour_link(text: str) -> Iterator[Edit]:
    """Links to the page before and after, and page counters: 上一篇：…, 上一页 1 2 3 下一页."""
    return _family(text, names.NEIGHBOUR)


@erases
def site_name(text: str) -> Iterator[Edit]:
    """The name or address of the site beside its menu: 某某市人民政府门户网站, www.example.gov.cn.

    The name of an office counts only right above a menu; else it may be the issuer. An
    address under 网址 or 邮箱 belongs to the document, and so does a figure with a point.
    """
    return _family(text, names.SITE)


@erases
def breadcrumb(text: str) -> Iterator[Edit]:
    """The path to the page: 您现在的位置：首页 > 政务公开 > 通知公告."""
    return _family(text, names.CRUMB)


@erases
def menu_line(text: str) -> Iterator[Edit]:
    """The navigation of a site: several names of links on a line, or one a line.

    A line opening with 首页 and two more short names is certain; other names count by
    how many of them only a page holds. Names of columns (政务公开, 科技) and words that
    documents use count only in a block with lines of certain wrapping; unknown names never.
    """
    return _family(text, names.MENU)


@erases
def login_link(text: str) -> Iterator[Edit]:
    """Login, language, accessibility and search at the edge of a page, with its date and weather."""
    return _family(text, names.LOGIN)


@erases
def share_bar(text: str) -> Iterator[Edit]:
    """分享到 with the names of networks. A sentence in which someone shares something stays."""
    return _family(text, names.SHARE)


@erases
def font_size_switch(text: str) -> Iterator[Edit]:
    """【字体：大 中 小】 and its kin. A 发文字号 or a word on type sizes is none."""
    return _family(text, names.FONT)


@erases
def print_or_close_link(text: str) -> Iterator[Edit]:
    """打印本页, 关闭窗口, 收藏, 返回顶部, 我要纠错: buttons of a page, alone or in a row.

    广告 alone between two paragraphs is one too, and so is 附件下载 above the names of files, which
    stay; but for the page itself in two formats, or under 正文下载.
    """
    return _family(text, names.PRINT)


@erases
def qr_code_line(text: str) -> Iterator[Edit]:
    """A line that asks the reader to scan a QR code to follow, share or read on a telephone.

    扫描 or 二维码 in a sentence of the body stays.
    """
    return _family(text, names.QR)


@erases
def wechat_line(text: str) -> Iterator[Edit]:
    """What surrounds a WeChat article: 点击上方蓝字关注, 阅读原文, 长按识别二维码, 点个在看."""
    return _family(text, names.WECHAT)


@erases
def app_banner(text: str) -> Iterator[Edit]:
    """A call to open or install an app: 打开APP阅读全文."""
    return _family(text, names.APP)


@erases
def comment_box(text: str) -> Iterator[Edit]:
    """The comments under a page, their counters, and the question whether it was of use.

    What a library says around a shared file is one: how much is read, what the rest costs. So is
    what readers of a forum answer behind its first post: 沙发, 2楼, and what stands below.
    满意, 同意 and the like count only beside certain wrapping; a form may ask for them.
    """
    return _family(text, names.COMMENT)


@erases
def page_number(text: str) -> Iterator[Edit]:
    """A page number alone on its line: `— 3 —`, `第 3 页 共 12 页`; what a browser prints around a sheet.

    A day, a clock and words stay, unless they come back or an address with a page of pages is there.
    """
    return _family(text, names.PAGE_NUMBER)


@erases
def rule_line(text: str) -> Iterator[Edit]:
    """A drawn rule: a line of ━ ─ — =, or of ten points; a run of ━ ═ ─ = between words.

    Blanks to be filled in (`姓名：______`), masks (`410101********1234`), rows of stars,
    omissions and the borders of tables stay; so does a run of ─ or = that a letter or a
    figure touches.
    """
    yield from _family(text, names.RULE)
    if any(run[0] in text and run in text for run in RULE_RUNS):
        yield from (Edit(*found.span()) for found in between(text, _rules(text)))


def _rules(text: str) -> Iterator[re.Match[str]]:
    """Rules within lines; each is looked at with its neighbours."""
    for run in RULE_RUN.finditer(text):
        yield from RULE_INLINE.finditer(text, run.start(), run.end() + 1)


# stray_link comes first, while its neighbours stand; page_footer before what may be its
# neighbours; site_name before the menus it rests on.
RULES = (
    all_wrapping_page,
    stray_link,
    script_residue,
    leaked_tag,
    browser_notice,
    page_footer,
    reprint_notice,
    related_list,
    neighbour_link,
    site_name,
    breadcrumb,
    menu_line,
    login_link,
    share_bar,
    font_size_switch,
    print_or_close_link,
    qr_code_line,
    wechat_line,
    app_banner,
    comment_box,
    page_number,
    rule_line,
)
