"""What one line of a page looks like, seen alone: a family of wrapping and where it counts.

The questions stand in the order of certainty: what opens like a part of an official
document is never wrapping; a sentence only when it speaks of the page itself; then
labels, shapes, and last the tokens of a line against the names of links.
"""

from __future__ import annotations

from functools import lru_cache

from clean.page.bylines import dated, labelled
from clean.page.folding import fold
from clean.page.hosts import HOST_GATE, HOST_LOOK, HOST_LOOKS
from clean.page.names import (
    APP,
    BROWSER,
    COLUMNS,
    CRUMB,
    FOOTER,
    GATE,
    KEPT,
    NEIGHBOUR,
    NOTICE,
    NOTICE_WORDS,
    PRINT,
    QR,
    RULE,
    SAID_TWICE,
    SCRIPT,
    SHARE,
    SITE,
    SITE_NAME,
    WECHAT,
    Verdict,
    Where,
)
from clean.page.notices import (
    BROWSER_NOTICE,
    CLAUSES,
    FOOTER_DOUBT,
    FOOTER_START,
    NUMBERED_NOTICE,
    REGISTRATION,
    REPRINT_NOTICE,
)
from clean.page.residue import RULE_LINE, SCRIPT_LINE, TABLE_SIGNS, TAG
from clean.page.seams import holds_content
from clean.page.shapes import ANY_LOOK, LOOKS
from clean.page.tokens import by_tokens
from clean.page.venues import VENUE_GATE, VENUE_LOOK, VENUE_LOOKS
from clean.patterns import pattern
from clean.signs import MARK

# Longer lines are body, menus or code: only their tokens, code and notices are looked at.
SHORT = 200
# Short lines of a text are asked for once a rule; so many are remembered.
REMEMBERED = 32768
# The longest line read as a menu or a notice; measured feet and menus stay below 1,000.
MENU_MOST = 2000
RULE_SIGNS = frozenset("━─═＿_=＝*＊~～﹏﹍▬■◆●○★☆…·.—–-")
# How the names of sites end.
SITE_ENDS = frozenset("站网线港台户口")
# What a page sets in round brackets too.
BRACKETED = frozenset((QR, WECHAT, APP, SHARE, SCRIPT))
# What stands before the name of a link, and around it.
DECORATED = frozenset("<>»«♪♫►☞→←↑↓⇩⇧▼▲△▽☆★●◆■※◎👆👇︿﹀∧∨^✉")
DECORATION = "".join(DECORATED) + " \u3000"
# A date of the document with a foot glued to it.
DATE_FIRST = pattern(r"\d{4}年\d{1,2}月\d{1,2}日\s")
NOTICE_WORD = pattern("|".join(NOTICE_WORDS))
# One of these, or 举报, stands in every registration.
# Letters set apart: in a line of them all, but for few that the scraper joined.
SPACED_OUT = pattern(
    r"(?<![一-鿿])(?:[一-鿿] ){2,}[一-鿿](?![一-鿿])|[\[【［][一-鿿] [一-鿿][\]】］]"
)
APART = pattern("(?<=[一-鿿]) +(?=[一-鿿])")
APART_SHARE = 0.7
# A name whose letters stand apart, and the spaces between names and between letters; so many names.
LETTER_APART = pattern("[一-鿿][ \u3000][一-鿿][\t \u3000]")
SPACINGS = ((pattern(r"\t+| {2,}|\u3000+"), " "), (pattern(r"[ \t]+"), "\u3000"))
NAMES = 4
# A link as Markdown writes it: [打印](javascript:window.print\(\)).
LINKED = pattern(r"\[([^\[\]]{1,40})\]\((?:javascript:|https?:|[/.#])(?:[^()\\\s]|\\.|\(\))*\)")
LETTER_OR_FIGURE = pattern(r"[A-Za-z\d]")
HAN = pattern("[一-鿿]+")
# A declaration, whatever the words are that it holds: var pageTitle="…";
DECLARED = pattern(r"""(?:var|let|const)\s+\w+\s*=\s*(?:"[^"]*"|'[^']*'|[\w.\[\]{}]+)\s*;?""")
DECLARES = frozenset(("var ", "let ", "cons"))
CODE_SIGN = pattern(r"[<>{}$]")
# A path runs on signs; a long word behind a mere space is the title of the page.
GLUED_TITLE = pattern(r"[^>»›→》|/\-:\s]\s+[^\s>»›→|]{12,}")
ABOUT = pattern("关于(?!我们|本[站网])")
# Buttons of any name, each in its brackets: [ 发表感言 ] [ 推荐 ] [ 挑错 ].
BUTTONS = pattern(r"(?:[\[【]\s?[^\[\]【】。,:\d]{1,8}\s?[\]】]\s*){2,8}")
# What libraries, databases and forums leave: signs that stand in each, looks, shapes.
HOSTS = ((VENUE_GATE, VENUE_LOOKS, VENUE_LOOK), (HOST_GATE, HOST_LOOKS, HOST_LOOK))
STEPS = pattern(r"[\s>»›→》/|:-]+")
LAST_STEPS = COLUMNS | {"正文", "详情", "内容"}
# Who issues what its title is about.
OFFICE = pattern(
    r"[一-鿿]{2,24}(?:政府|街道|办公室|委员会|[局厅委部院校处会]|中心|公司|集团|大学|学院|医院|支队|总队)"
)


def look(line: str) -> Verdict | None:
    """What a line looks like, or None when it looks like content."""
    words = line.strip()
    if not words:
        return None
    words = untagged(unlinked(words))
    if " " in words and SPACED_OUT.search(words):
        words = closed_up(words)
    elif LETTER_APART.match(words):
        words = joined(words)
    if len(words) > SHORT or words.find("。", 0, -1) >= 0:
        return _long_look(words)
    if words[0] in "(（" and words[-1] in ")）":
        inside = _look(words[1:-1].strip() or words)
        if inside and inside.family in BRACKETED:
            return inside
    drawn = words[0] in DECORATED or words[-1] in DECORATED
    bare = words.strip(DECORATION) if drawn else ""
    found = _look(words)
    if bare and not (found and found.where):
        found = _look(bare) or found
    return None if found and holds_content(fold(bare or words), found.family) else found


def unlinked(words: str) -> str:
    """A line without the addresses that Markdown sets behind the names of its links."""
    return LINKED.sub(r"\1", words).lstrip("*-#> ") if "](" in words else words


def untagged(words: str) -> str:
    """A line without its tags, where words stand between them."""
    return (TAG.sub("", words).strip() or words) if "<" in words else words


@lru_cache(maxsize=REMEMBERED)
def _look(words: str) -> Verdict | None:
    if words[0] in RULE_SIGNS and RULE_LINE.fullmatch(words) and TABLE_SIGNS.isdisjoint(words):
        return Verdict(RULE, Where.ANYWHERE)
    if (words.isascii() or CODE_SIGN.search(words) or words[:4] in DECLARES) and _is_code(words):
        return Verdict(SCRIPT, Where.ANYWHERE)
    marked = MARK.match(words)
    if marked:
        return _numbered(words[marked.end() :])
    return None if KEPT.match(words) else _short_look(fold(words))


def closed_up(words: str) -> str:
    """A line whose letters all stand apart without the spaces: 您 的 位 置 ： 首 页 > 政 务 公 开."""
    letters = HAN.findall(words)
    apart = sum(len(part) == 1 for part in letters)
    return APART.sub("", words) if apart >= APART_SHARE * len(letters) else words


def joined(words: str) -> str:
    """Names whose letters stand apart, set apart by a wider space: 首 页	机 构	新 闻."""
    for outer, inner in SPACINGS:
        names = [name.split(inner) for name in outer.split(words)]
        if len(names) >= NAMES and all(1 < len(name) == len("".join(name)) for name in names):
            return " ".join("".join(name) for name in names)
    return words


def _is_code(words: str) -> bool:
    """Statements, declarations, or tags and nothing else; a tagged line of content is none."""
    rest = TAG.sub("", words).strip()
    if not rest:
        return True
    if DECLARED.fullmatch(rest):
        return True
    han = len(rest) - len(HAN.sub("", rest))
    return han * 4 < len(rest) and SCRIPT_LINE.search(rest) is not None


def _long_look(words: str) -> Verdict | None:
    if words[0] in "：:，," and "轻点两下" in words:  # the buttons of an account behind bare marks
        return Verdict(WECHAT, Where.ANYWHERE)
    if "。" in words:
        marked = MARK.match(words)
        if marked:
            return _numbered(words[marked.end() :])
        if words[0] == "©" and len(words) <= SHORT:
            return Verdict(FOOTER, Where.ANYWHERE)
        short = len(words) < MENU_MOST and speaks_of_itself(words)
        return _notice(fold(words)) if short else None
    if CODE_SIGN.search(words, 0, SHORT) and _is_code(words[:MENU_MOST]):
        return Verdict(SCRIPT, Where.ANYWHERE)
    if len(words) > MENU_MOST:
        return None
    folded = fold(words)
    if _is_registered(folded):
        return Verdict(FOOTER, Where.ANYWHERE)
    return labelled(folded) or by_tokens(folded)


def _short_look(folded: str) -> Verdict | None:
    return (
        _registered(folded)
        or (_notice(folded) if speaks_of_itself(folded) else None)
        or labelled(folded)
        or _hosted(folded)
        or (_shaped(folded) if GATE.search(folded) else None)
        or _named(folded)
        or by_tokens(folded)
        or dated(folded)
        or (Verdict(PRINT, 0, Where.EDGE) if BUTTONS.fullmatch(folded) else None)
    )


def speaks_of_itself(words: str) -> bool:
    """Whether a word stands in the text that every notice of a page holds."""
    return NOTICE_WORD.search(words) is not None


def _notice(folded: str) -> Verdict | None:
    if BROWSER_NOTICE.fullmatch(folded):
        return Verdict(BROWSER, Where.EDGE)
    return Verdict(NOTICE, Where.EDGE) if REPRINT_NOTICE.fullmatch(folded) else None


def _numbered(words: str) -> Verdict | None:
    """What stands behind a list mark, where a page numbers its notices: ① 凡本网注明“来源：…”."""
    folded = fold(words) if speaks_of_itself(words) else ""
    return _notice(folded) if NUMBERED_NOTICE.match(folded) else None


def _registered(folded: str) -> Verdict | None:
    if folded.endswith("。"):
        return Verdict(FOOTER, Where.ANYWHERE) if folded[0] == "©" else None
    if _is_registered(folded) and not DATE_FIRST.match(folded):
        return None if CLAUSES.search(folded) else Verdict(FOOTER, Where.ANYWHERE)
    if FOOTER_START.match(folded):
        return Verdict(FOOTER, Where.EDGE)
    return Verdict(FOOTER, 0, Where.EDGE) if FOOTER_DOUBT.match(folded) else None


def _is_registered(folded: str) -> bool:
    may_be = LETTER_OR_FIGURE.search(folded) or "举报" in folded
    return bool(may_be and REGISTRATION.search(folded))


def _hosted(folded: str) -> Verdict | None:
    for gate, looks, shapes in HOSTS:
        found = shapes.fullmatch(folded) if gate.search(folded) else None
        if found:
            family, where, _, beside = looks[(found.lastindex or 1) - 1]
            return Verdict(family, where, beside)
    return None


def _shaped(folded: str) -> Verdict | None:
    found = ANY_LOOK.fullmatch(folded)
    if not found:
        return None
    family, where, _, beside = LOOKS[(found.lastindex or 1) - 1]
    if family == NEIGHBOUR and ";" in folded:  # pages of a file, told one after the other
        return None
    glued = family == CRUMB and (GLUED_TITLE.search(folded) or glued_title(folded))
    return None if glued else Verdict(family, where, beside)


def glued_title(words: str) -> int:
    """Where behind the name of a column, without a space, a title begins: 通知公告关于召开…; or 0.

    The title may open with an office: 首页>通知公告>正文某某街道关于….
    """
    about = ABOUT.search(words)
    if not about:
        return 0
    step = STEPS.split(words[: about.start()])[-1]
    start = about.start() - len(step)
    name = next((step[:n] for n in range(len(step), 1, -1) if step[:n] in LAST_STEPS), "")
    behind = step[len(name) :]
    if not name or (behind and not (start and OFFICE.fullmatch(behind))):
        return 0
    return start + len(name)


def _named(folded: str) -> Verdict | None:
    if folded[-1] in SITE_ENDS and SITE_NAME.fullmatch(folded):
        return Verdict(SITE, 0, Where.EDGE)
    return Verdict(SITE, 0, Where.HEAD) if SAID_TWICE.fullmatch(folded) else None
