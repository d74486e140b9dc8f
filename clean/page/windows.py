"""The title of the window: that of the document, with the name of the site beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from clean.page.lines import PARTED, Line
from clean.page.names import SITE, Where
from clean.patterns import pattern

# The names that sites have behind a title or before it.
SITE_NAMED = pattern(
    r"[^，。；：？！]{2,24}(?:网|网站|门户|政府|在线|频道|公开|平台|中心|[局委厅院部署]|法院|大学|日报|晚报|客户端|App)"
    r"|[A-Za-z.]{4,30}"
)
# A title with the day of its page.
DATED = pattern(r"(.{8,})[(（]\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[)）]")
# The shortest title that is told from a name of the site, and over how many lines it may stand.
LEAST, LINES = 6, 3
# The shortest title that may stand behind the name of its issuer.
WHOLE = 12


def window_titles(page: list[Line]) -> None:
    """甲市停车管理办法_甲市人民政府, where 甲市停车管理办法 stands below on one line or on several."""
    for at, line in enumerate(page):
        if not line.where & Where.HEAD:
            break
        titles = () if line.family else tuple(_titles(line.words))
        below = [_bare(one.words) for one in page[at + 1 :]] if titles else ()
        if any(_stands(title, below) for title in titles):
            line.family = SITE


def _titles(words: str) -> Iterator[str]:
    """The words on one side of a sign that parts them from the name of a site, or before a day in brackets."""
    for sign in PARTED.finditer(words):
        left, right = words[: sign.start()], words[sign.end() :]
        for title, site in ((left, right), (right, left)):
            if len(_bare(title)) >= LEAST and SITE_NAMED.fullmatch(PARTED.split(site)[-1].strip()):
                yield _bare(title)
    dated = DATED.fullmatch(words)
    if dated:
        yield _bare(dated[1])


def _stands(title: str, below: Sequence[str]) -> bool:
    """Whether a line or several one below the other say the title, its issuer before it or under another name."""
    said = [joined for i in range(len(below)) for joined in accumulate(below[i : i + LINES])]
    if len(title) < WHOLE:
        return title in said
    about = title[max(0, title.find("关于")) :]
    return any(line.endswith((title, about if len(about) >= WHOLE else title)) for line in said)


def _bare(words: str) -> str:
    return "".join(words.split()).strip("《》")
