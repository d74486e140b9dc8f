"""Where a document ends: who signs, and the day."""

from __future__ import annotations

from collections.abc import Iterator

from clean.parts.kinds import SIGNATURE
from clean.patterns import pattern
from clean.signs import DATE, HAN

# So many agencies sign together; officers of a court, with those who stand below the day.
SIGNERS = 8
_SIGNER = pattern(r"[^\d\s]+")
# Any plain name right above the date that ends a text: 明德市图书馆.
_NAME = pattern(rf"(?!特此)[{HAN}（）()]{{3,30}}")
# The office of one who signs, and the name, its letters set apart or not: 审　判　长　　夏之恒, 市長　簡志遠.
_OFFICES = (
    "审判长|审判员|代理审判员|人民陪审员|陪审员|书记员|法官助理|执行员|检察官|检察员|检察官助理|省长|市长|县长|区长|州长|盟长|"
    "旗长|镇长|乡长|主任|主席|部长|局长|署长|厅长|行长|院长|检察长|校长|会长|理事长|董事长|总经理|总理|"
    "委员长|省長|市長|縣長|區長|部長|局長|署長|院長|處長|校長|行政長官"
)
_APART = "|".join(r"[ 　]*".join(office) for office in _OFFICES.split("|"))
_OFFICER = pattern(
    rf"(?:[{HAN}]{{2,20}}|(?:[{HAN}][ 　]+){{2,12}})??(?:{_APART})[ 　：:]*[{HAN}](?:[ 　]*[{HAN}]){{1,3}}(?:·[{HAN}]{{2,6}})?"
)
# Who signs in a contract or a tender: 招标人：甲公司.
_PARTY = pattern(
    r"((?:招标人|采购人|出让人|拍卖人|委托人|(?:招标|采购)?代理机构|(?:采购|招标|公告|公示|发布)单位)[:：][ 　]*)"
    rf"[{HAN}（）()]{{4,40}}"
)
# The day as those write it who do not follow Art. 9: in brackets, with the day of the week, with points.
_DAY = pattern(
    rf"(?:[发發]文日期[:：][ 　]*)?(?:[（(]{DATE}(?:[，,][^（）()]{{2,40}})?[)）]|{DATE}[ 　]*[（(]?星期[一二三四五六日][)）]?"
    rf"|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}日?|{DATE})"
)
_LABEL = pattern(r"[发發]文日期[:：]")
_SEAL = pattern(
    r"[ 　]*(?:[谨謹敬][启啟上]|[启啟])\Z|[ 　]*[（(](?:公[ 　]*章|印[ 　]*章?|盖[ 　]*章|签[ 　]*章|加盖公章|院[ 　]*印)[)）]"
)
# Names of bodies that sign beside others, one a line.
_BODY = pattern(
    rf"[{HAN}（）()]{{3,30}}(?:会|社|团|馆|校|学院|大学|医院|站|所|队|组|厂|行|台|园|村|社区|街道)"
)
_STOPS = "。！？；：，"
# What may stand between the last sentence and the end.
_BEHIND = ("date", "signature", "note", "attachment")


def signatures(lines: list[str], kinds: list[str], head: int) -> None:
    """Who signs stands above the date: several agencies at most, or in a text any one name.

    Officers sign with their office and name, above the day or below it.
    """
    _days(lines, kinds, head)
    for i, kind in enumerate(kinds):
        if kind == "date" and i > 0:
            for j in _above(lines, kinds, i, head):
                kinds[j] = "signature"
            for j in _officers(lines, kinds, range(i + 1, min(i + 1 + SIGNERS, len(lines)))):
                kinds[j] = "signature"
    end = len(lines) - 1  # a letter or a decree may bear no day
    for j in _officers(lines, kinds, range(end, max(end - SIGNERS, head), -1)):
        kinds[j] = "signature"


def _days(lines: list[str], kinds: list[str], head: int) -> None:
    """Other ways to write a day, on a line below who signs or the title, or as the last."""
    hour = bool(lines) and lines[-1][-1] not in _STOPS  # 香港時間18時05分
    ends = range(max(head + 1, len(lines) - 1 - hour), len(lines))
    for i, kind in enumerate(kinds):
        if kind != "paragraph" or not _DAY.fullmatch(lines[i]) or not i:
            continue
        signed = SIGNATURE.fullmatch(lines[i - 1]) or _OFFICER.fullmatch(lines[i - 1])
        titled = i <= head and "title" in kinds[max(0, i - 3) : i] and lines[i][0] in "（("
        named = i > head and _NAME.fullmatch(lines[i - 1])
        if signed or titled or named or i in ends or _LABEL.match(lines[i]):
            kinds[i] = "date"


def _above(lines: list[str], kinds: list[str], date: int, head: int) -> Iterator[int]:
    """The lines above a date that sign."""
    for j in range(date - 1, max(date - 1 - SIGNERS, -1), -1):
        if kinds[j] == "signature":
            continue
        of_several = j == date - 1 or _SIGNER.fullmatch(lines[j]) or _are_several(lines[j])
        is_name = j == date - 1 > head and _NAME.fullmatch(lines[j])
        beside = j < date - 1 and _BODY.fullmatch(lines[j])
        agency = (of_several and SIGNATURE.fullmatch(lines[j])) or beside
        personal = _OFFICER.fullmatch(lines[j]) or _PARTY.fullmatch(lines[j])
        if kinds[j] != "paragraph" or not (is_name or agency or personal):
            return
        yield j


def _are_several(line: str) -> bool:
    """Whether a line names agency beside agency: 省水利厅　省应急厅."""
    names = line.split()
    return len(names) > 1 and all(map(SIGNATURE.fullmatch, names))


def _officers(lines: list[str], kinds: list[str], at: range) -> Iterator[int]:
    """The lines on which officers sign, one right behind the other."""
    for j in at:
        if kinds[j] in _BEHIND:
            continue
        if kinds[j] != "paragraph" or not _OFFICER.fullmatch(lines[j]):
            return
        yield j


def signs_as_officer(line: str) -> bool:
    """Whether a line is the office and the name of a person: 省长　贺云舟 is no issuer."""
    return _OFFICER.fullmatch(line) is not None


def unlabelled(line: str) -> str:
    """Who signs, without the label of a tender, the word for a seal and a closing bow: 甲處謹啟."""
    found = _PARTY.fullmatch(line)
    return _SEAL.sub("", line[found.end(1) :] if found else line)
