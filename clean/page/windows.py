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
# The shortest title that is told from a name of the site, and over how many lines it may stand.
LEAST, LINES = 6, 3
# The shortest title that may stand behind the name of its issuer.
WHOLE = 12


def window_titles(page: list[Line]) -> None:
    """甲市停车管理办法_甲市人民政府, where 甲市停车管理办法 stands below on one line or on several."""
    for at, line in enumerate(page):
        if not line.where & Where.HEAD:
            break
        if not line.family and any(_stands(title, page[at + 1 :]) for title in _titles(line.words)):
            line.family = SITE


def _titles(words: str) -> Iterator[str]:
    """The words on one side of a sign that parts them from the name of a site."""
    for sign in PARTED.finditer(words):
        left, right = words[: sign.start()], words[sign.end() :]
        for title, site in ((left, right), (right, left)):
            if len(_bare(title)) >= LEAST and SITE_NAMED.fullmatch(PARTED.split(site)[-1].strip()):
                yield _bare(title)


def _stands(title: str, below: Sequence[Line]) -> bool:
    """Whether a line says the title, its issuer before it, or several one below the other do."""
    said = [_bare(line.words) for line in below]
    if len(title) >= WHOLE and any(line.endswith(title) for line in said):
        return True
    return any(title in accumulate(said[i : i + LINES]) for i in range(len(said)))


def _bare(words: str) -> str:
    return "".join(words.split()).strip("《》")
