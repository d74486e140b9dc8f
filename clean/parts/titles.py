"""The title of a document, over as many lines as it takes, and those of what it carries."""

from __future__ import annotations

from clean.parts.kinds import HEADING, SIGNATURE, TITLE
from clean.patterns import pattern
from clean.signs import CALLED, DOCUMENT_NUMBER, GENRE, HAN

# Words in brackets on the line below a title: （2017—2020年）, （试行）; a day is none of it.
_BELOW_TITLE = pattern(r"[（(](?!\d{4}[-/.]\d)[^（）()。日]{2,30}[）)]")
_HAN = pattern(f"[{HAN}]")
_STOP_END = "。；：，、！,;:"
# The shortest name of a page that is known for its title by its place alone, in Han; what such
# a name never holds: labels, cells, links, who wrote it.
NAME_LEAST = 5
_NO_NAME = pattern(r"^——|[讯电][（(]|[:：|\s]|记者|通讯员|[〔\[(（]\d{4}")
# What a page sets above all it says: a name of some length, or two parted by a colon or a space.
_FIRST = pattern(
    rf"(?:[^{HAN}。：:]*[{HAN}]){{8,60}}[^{HAN}。：:，,；;、]*"
    rf"|(?:[^{HAN}。：:]*[{HAN}]){{2,20}}[^{HAN}。：:]*[：:](?:[^{HAN}。：:]*[{HAN}]){{4,40}}[^{HAN}。：:，,；;、]*"
)
_NO_TITLE = pattern(
    rf"^(?:——|本[报刊台网]|新华社|通讯员|记者|{DOCUMENT_NUMBER})|记者\s|[讯电][（(]|[|\t]|\s\S{{1,3}}(?:\s|$)|\s\S+\s"
)
_SHORT = pattern(f"[{HAN}]{{2,7}}")
# Fewer lines have no title that nothing else shows.
LINES = 3
_CLOSES_LETTER = ("date", "attachment", "note")
# So many lines name the document at most.
TITLE_LINES = 3
# The agency of a title above, and below what it hands out: 甲市人民法院, 民 事 判 决 书.
_HANDED_OUT = pattern(
    rf"(?!.*关于)[^。，；：！？,:;]{{2,30}}(?:{GENRE}|{CALLED})(?:[（(][^（）()]*[）)])?"
)
# A whole name that its kind stands below: 甲工程总承包, 中标结果公告.
_KIND = pattern(rf"(?!目录)[{HAN}]{{0,8}}(?:{GENRE})")
_FIGURE = pattern(r"\d")
_OF = pattern(rf"(?:[^{HAN}。，；：！？,:;]*[{HAN}]){{8,60}}[^。，；：！？,:;]*(?<!文件)")
_SENDS_ON = pattern(r".*(?:转发|批转|印发)[^，。；：]*")
# A headline that goes on in what someone said.
_SAYS = pattern(r"[^。，；：！？]{4,30}(?:强调|指出|要求|表示|提出)")
# What a letter carries behind its day, and is no genre of Art. 9.
_WHOLE = pattern(rf"(?!——).*关于.*的(?:{GENRE})|(?!.*关于)[^—].{{6,}}(?:{GENRE})")
_EXPLAINS = pattern(r".*(?:解读|问答|说明|图解)")
_BARE = pattern(r"附\s*[件表]\s*\d*")
_CARRIED = pattern(rf"[^。，；：！？,:;.、]{{4,40}}(?:{CALLED})")


def titles(lines: list[str], kinds: list[str], head: int) -> None:
    """A title stands in the head, or where the covering letter has ended; it may take more lines.

    There any line is one that the title of the letter names: 关于印发某政策的通知, 某政策.
    """
    for i, kind in enumerate(kinds):
        if kind == "title" and i > head and not set(kinds[i - 4 : i]) & set(_CLOSES_LETTER):
            kinds[i] = "paragraph"
    named = "".join(line for line, kind in zip(lines, kinds, strict=True) if kind == "title")
    for i in range(head + 1, len(lines)):
        said = kinds[i] == "paragraph" and len(lines[i]) >= NAME_LEAST and lines[i] in named
        if (
            said
            and not SIGNATURE.fullmatch(lines[i])
            and kinds[i + 1 : i + 2] != ["date"]
            and set(kinds[i - 4 : i]) & set(_CLOSES_LETTER)
        ):
            kinds[i] = "title"
    cut: set[int] = set()
    for i in range(len(lines)):
        broken = _broken_title(lines[i:head]) if i < head else _carried_title(lines, kinds, i)
        kinds[i : i + broken] = ["title"] * broken
        cut.update(range(i, i + broken))
    for i, line in enumerate(lines[1:], 1):
        if kinds[i - 1] == "title" and kinds[i] == "paragraph" and _BELOW_TITLE.fullmatch(line):
            kinds[i] = "title"
    _one_title(lines, kinds, [i for i in range(head) if kinds[i] == "title" and i not in cut])


def _one_title(lines: list[str], kinds: list[str], named: list[int]) -> None:
    """Of whole titles one below the other the last is the document's, the others are the page's.

    Where the first explains the second, it is the first.
    """
    whole = {i for i in named if _WHOLE.fullmatch(lines[i])}
    rows = [i for i in sorted(whole) if {i - 1, i + 1} & whole]
    if rows:
        own = rows[0] if _EXPLAINS.fullmatch(lines[rows[0]]) else rows[-1]
        for i in rows:
            kinds[i] = "title" if i == own else "paragraph"


def _broken_title(lines: list[str]) -> int:
    """Over how many of the lines a title runs that the first of them begins; 0 for none."""
    for n in range(2, min(TITLE_LINES, len(lines)) + 1):
        first, second, *_ = part = lines[:n]
        if n == len(part) == 2 and _is_handed_out(first, second):
            return n
        sent = SIGNATURE.fullmatch(first) or _SENDS_ON.fullmatch(first)
        begun = "关于" in first or (second.startswith("关于") and sent)
        if not begun or TITLE.fullmatch(first) or any(line[-1] in _STOP_END for line in part):
            return 0
        if TITLE.fullmatch("".join(part)):
            return n
    return 0


def _is_handed_out(first: str, second: str) -> bool:
    """Whether two lines are the title: its agency or its matter above, its kind below."""
    below = closed_up(second)
    if first in below or first[0] in "（(《" or first[-1] in _STOP_END or TITLE.fullmatch(first):
        return False
    if SIGNATURE.fullmatch(first) and not _FIGURE.search(first):
        return _HANDED_OUT.fullmatch(below) is not None and not SIGNATURE.fullmatch(below)
    said = _SAYS.fullmatch(first) and second[-1] not in _STOP_END
    return bool(said or (_OF.fullmatch(first) and _KIND.fullmatch(below)))


def _carried_title(lines: list[str], kinds: list[str], at: int) -> int:
    """Over how many lines the title of what a letter carries runs, behind its day."""
    if not set(kinds[max(0, at - 4) : at]) & set(_CLOSES_LETTER) or kinds[at] != "paragraph":
        return 0
    if "关于" in lines[at]:
        return _broken_title(lines[at : at + TITLE_LINES])
    behind = kinds[at - 1] in ("date", "note") or _BARE.fullmatch(lines[at - 1])
    return int(bool(behind and _CARRIED.fullmatch(lines[at])))


def closed_up(line: str) -> str:
    """A line whose letters all stand apart, without the spaces: 民 事 判 决 书."""
    letters = line.split()
    return "".join(letters) if max(map(len, letters), default=0) == 1 else line


def name(lines: list[str], kinds: list[str], head: int) -> None:
    """Without a title in the head, its first line is one if it can be, or the longest name there.

    Below the name of an office it is the second.
    """
    if "title" in kinds[: head + 1]:
        return
    if len(lines) >= LINES and kinds[0] == "paragraph" and _is_name(lines[0]):
        office = SIGNATURE.fullmatch(lines[0]) and kinds[1] == "paragraph" and _is_name(lines[1])
        kinds[1 if office else 0] = "title"
        return
    if not any("。" in line for line in lines[head:]):
        return
    free = next(
        (i for i in range(head) if kinds[i] == "addressee" or lines[i][-1] in _STOP_END), head
    )
    names = [i for i in range(free) if kinds[i] == "paragraph" and not _NO_NAME.search(lines[i])]
    best = max(names, key=lambda i: len(_HAN.findall(lines[i])), default=-1)
    if best >= 0 and NAME_LEAST <= len(_HAN.findall(lines[best])) <= HEADING:
        kinds[best] = "title"
    elif kinds[0] == "paragraph" and _SHORT.fullmatch(lines[0]):
        kinds[0] = "title"


def _is_name(line: str) -> bool:
    return _FIRST.fullmatch(line) is not None and not _NO_TITLE.search(line)
