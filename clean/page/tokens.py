"""A line cut into tokens and held against the names of links and columns."""

from __future__ import annotations

from collections import Counter

from clean.page.names import (
    ACCESS,
    ACCOUNT,
    ACCOUNT_ENDS,
    COLUMN,
    COLUMNS,
    ENTRANCE,
    FONT,
    HEADINGS,
    IN_COMPANY,
    KNOWN,
    LOGIN,
    MENU,
    NEIGHBOUR,
    ORDINARY,
    PRINT,
    RUN_TOGETHER,
    SEPARATORS,
    SHARE,
    SHARED,
    WECHAT,
    Verdict,
    Where,
)
from clean.patterns import pattern
from clean.signs import GENRE

MENU_WORD = 8
# The longest name of an account or a column.
NAME_MOST = 15
SENTENCE_MARK = pattern(r"[。,，;；:：!！?？、]")
# No name of a link: marks, dates, figures, or more letters than a menu gives to a name.
# A signature with links glued to it opens with an office.
OFFICE = pattern(r"[一-鿿]{2,18}(?:局|厅|委|委员会|政府|办公室|中心|法院|检察院|管委会|总队|支队)")
# How many took part, behind the name of a link.
COUNTS = pattern(r"\(\d+[一-鿿]{0,3}\)")
NO_NAME = pattern(
    r"[。,;:!?、]|\d[年月日时分]|\d{4}[-/.]|\d{6}|[^\s]{13}|关于(?!我们|本[站网]|[一-鿿]{2,4}(?:\s|$))"
)
NAME = pattern(r"[一-鿿]{2,6}")
# Behind the entrance of a site half of a menu may be names of its own.
ENTRANCE_FIRST = pattern("(?:网站|本站|门户)?首页(?!.{0,4}[》”])")
# Whatever its names are, above a title and no title itself.
MENU_FIRST = pattern(
    "(?:设为首页|加入收藏|网站|本站|门户){0,3}首页[一-鿿]{12,80}(?:(?:当前)?位置:.{0,60})?"
)
TITLED = pattern(rf"关于(?!我们|本[站网])|的|(?:{GENRE})$")
LIKE_TITLES = ("服务指南", "办事指南", "公开指南", "投资指南", "诉讼指南", "就医指南", "公开目录")
# Links may be glued to those a document is sent to: 各市总工会，各产业工会：　↑点击蓝字.
ADDRESSED = pattern(r"各[^\s:]{1,80}:")


def tokens(folded: str) -> list[str]:
    """The tokens of a line; letters set apart (`首 页`, `大 中 小`) are one token."""
    done: list[str] = []
    alone = False
    for part in SEPARATORS.split(COUNTS.sub("", folded)):
        token = part.strip("[]()【】{}.,;:")
        single = len(token) == 1 and "一" <= token <= "鿿"
        if single and alone:
            done[-1] += token
        elif token:
            done.append(token)
        alone = single
    return done


def by_tokens(folded: str) -> Verdict | None:
    """The family of most tokens, and how certain so many known names make it."""
    found = tokens(folded)
    if not found or len(found) == 1:
        return _by_one(folded, found[0]) if found else None
    if ADDRESSED.match(folded):
        return None
    kinds = [_kind(token) for token in found]
    families = Counter(kind for kind in kinds if kind)
    if not families:
        return _unknown_names(found, folded) if "|" in folded else None
    family, most = families.most_common(1)[0]
    family = PRINT if families[PRINT] == most else family
    links = sum(map(_is_link, found))
    verdict = _in_company(found, family, links, families.total() - links)
    verdict = verdict or _unknown_names(found, folded)
    if verdict and verdict.where == Where.HEAD and "|" in folded:
        verdict = Verdict(family, Where.EDGE)
    return verdict if links or not verdict else doubt(verdict)


def doubt(verdict: Verdict) -> Verdict:
    """The same look, where nothing in it is sure: wrapping only beside certain wrapping."""
    return Verdict(verdict.family, 0, verdict.where | verdict.beside)


def _kind(token: str) -> str | None:
    """The family of a token; names of columns belong to menus."""
    if len(token) > NAME_MOST:
        return KNOWN.get(token)
    named = KNOWN.get(token) or (SHARE if _is_account(token) else None)
    named = named or (SHARE if SHARED.fullmatch(token) else None)
    named = named or (LOGIN if ACCESS.fullmatch(token) else None)
    return named or (MENU if _is_column(token) or IN_COMPANY.fullmatch(token) else None)


def _is_account(token: str) -> bool:
    return token[-1] in ACCOUNT_ENDS and ACCOUNT.fullmatch(token) is not None


def _is_link(token: str) -> bool:
    """Whether only a page holds such a name."""
    known = token in KNOWN or _is_account(token) or token.endswith("首页")
    known = known or (SHARED.fullmatch(token) or ACCESS.fullmatch(token)) is not None
    return known and token not in ORDINARY


def _unknown_names(found: list[str], folded: str) -> Verdict | None:
    """Short names, few of which a table knows: a menu only above the title."""
    if len(found) < (3 if "|" in folded else 4) or not all(
        NAME.fullmatch(token) for token in found
    ):
        return None
    return Verdict(MENU, Where.TOP)


def _by_one(folded: str, token: str) -> Verdict | None:
    family = KNOWN.get(token)
    if family:
        return _named_link(folded, token, family)
    if len(token) > 2 and _is_column(token):
        return Verdict(MENU, Where.TOP if token.endswith("首页") else 0, Where.HEAD)
    if SENTENCE_MARK.search(folded):
        return None
    if len(folded) < MENU_WORD:
        return _two_buttons(token)
    return _run_together(folded)


def _named_link(folded: str, token: str, family: str) -> Verdict | None:
    """One link alone on its line; with a colon it is a heading or an addressee."""
    if folded[-1] == ":" and family not in (SHARE, FONT, NEIGHBOUR):
        return None
    if family in (PRINT, WECHAT) and (len(token) > 3 or folded[0] in "[【"):
        return Verdict(family, Where.ANYWHERE)
    if token in ORDINARY and family in (PRINT, SHARE):
        return Verdict(family, 0, Where.ANYWHERE)
    if token in ORDINARY | HEADINGS or (len(token) < 3 and token not in ENTRANCE):
        return Verdict(family, 0, Where.EDGE)
    return Verdict(family, Where.EDGE)


def _is_column(token: str) -> bool:
    return token in COLUMNS or COLUMN.fullmatch(token) is not None


def _in_company(found: list[str], family: str, links: int, columns: int) -> Verdict | None:
    total, known = len(found), links + columns
    if known < total and (NO_NAME.search(" ".join(found)) or OFFICE.fullmatch(found[0])):
        return None
    short = max(map(len, found)) <= MENU_WORD
    if found[0] in ENTRANCE and total > 2 and short:
        return Verdict(family, Where.ANYWHERE)
    if known == total and (links or total > 2):
        certain = family in (PRINT, NEIGHBOUR, WECHAT) or (links and total > 4)
        return Verdict(family, Where.ANYWHERE if certain else Where.EDGE)
    if known == total:
        return Verdict(family, 0, Where.EDGE)
    if known * 2 >= total and total > 2:
        return Verdict(family, Where.EDGE if links else Where.HEAD)
    return Verdict(family, Where.HEAD) if short and known * 4 >= total and total > 3 else None


def _run_together(folded: str) -> Verdict | None:
    """A menu without separators: known names cover four fifths of the line."""
    names = _names_run_together(folded)
    if len(names) < 3:
        opens = MENU_FIRST.fullmatch(folded)
        return Verdict(MENU, Where.HEAD) if opens and not TITLED.search(folded) else None
    certain = names[0] in ENTRANCE or all(KNOWN.get(name) == PRINT for name in names)
    verdict = Verdict(KNOWN.get(names[0], MENU), Where.ANYWHERE if certain else Where.EDGE)
    return verdict if any(map(_is_link, names)) else doubt(verdict)


def _two_buttons(token: str) -> Verdict | None:
    """Two buttons run together, and no letter more: 打印关闭."""
    for at in range(2, len(token) - 1):
        both = token[:at], token[at:]
        if all(KNOWN.get(name) == PRINT for name in both) and not ORDINARY.issuperset(both):
            return Verdict(PRINT, Where.EDGE)
    return None


def _is_titled(folded: str) -> bool:
    """Whether words speak of something or end in the name of a document; 服务指南 is the name of a column."""
    column = next((name for name in LIKE_TITLES if folded.endswith(name)), "")
    return TITLED.search(folded.removesuffix(column)) is not None


def _names_run_together(folded: str) -> list[str]:
    """The known names in a line; none once more than a fifth of it is something else."""
    names: list[str] = []
    opens = ENTRANCE_FIRST.match(folded) and not _is_titled(folded)
    at, spare = 0, len(folded) // (2 if opens else 5)
    while at < len(folded):
        name = _name_at(folded, at)
        if name:
            names.append(name)
        elif spare:
            spare -= 1
        else:
            return []
        at += len(name) or 1
    return names


def _name_at(folded: str, at: int) -> str:
    for name in RUN_TOGETHER.get(folded[at], ()):
        if folded.startswith(name, at):
            return name
    return ""
