"""How well bytes are read and damage is mended: tables, beside chardet and its like.

    python bench/encodings.py [-v] [TEXT ...]

Speed and memory are measured on the texts that are named, else on the seeds' lines shuffled.
Every byte string is made here from the seeds and from the sentences below, so that the
true text is known. `right`: the text comes back (in a damaged string all but three
characters); other tools only have to name an encoding that would do. A refusal is told
apart from a wrong reading.
"""

from __future__ import annotations

import codecs
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import run
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clean.document import Document, Source  # noqa: E402
from clean.stages.encoding import Refusal, find, read  # noqa: E402
from clean.stages.mojibake import mojibake, western_mojibake  # noqa: E402

SEEDS = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
TRADITIONAL = (
    "行政院為落實國家發展政策，特訂定本要點，並自發布日起施行。各機關應依規定辦理，不得有誤。",
    "香港特別行政區政府公布，由下月一日起實施新的公共衞生措施，市民須遵守有關規定。",
    "臺北市政府教育局函：主旨：檢送本局「一百零四學年度學校體育實施計畫」一份，請查照。",
    "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。",
    "本條例所稱主管機關：在中央為內政部；在直轄市為直轄市政府；在縣（市）為縣（市）政府。",
    "關於加強環境保護工作的通知：為進一步改善空氣質量，現將有關事項通知如下，請認真貫徹執行。",
)
SHORT = (
    "通知", "省人民政府", "关于印发", "各市、县人民政府：", "第一章 总则", "办公厅文件", "会议纪要",
    "二〇一七年五月", "附件：1.名单", "（此件公开发布）", "责任单位：财政厅", "一、总体要求", "中国制造2025",
    "特此公告。", "山西省", "抄送：省委办公厅", "加快发展", "请认真贯彻执行。", "工业强省", "广东省人民政府",
)  # fmt: skip
SHORT_TRADITIONAL = (
    "臺北市政府", "行政院函", "關於公布實施", "中華民國一百年", "請查照辦理。", "香港特別行政區", "第一條 總則", "國家發展委員會",
)  # fmt: skip
STRANGERS = (
    (
        "All human beings are born free and equal in dignity and rights.",
        "ascii utf-8",
    ),
    (
        (
            "Tous les êtres humains naissent libres et égaux en dignité et en "
            "droits. Ils sont doués de raison et de conscience et doivent agir les "
            "uns envers les autres dans un esprit de fraternité."
        ),
        "cp1252 utf-8",
    ),
    (
        (
            "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie "
            "sind mit Vernunft und Gewissen begabt und sollen einander im Geiste "
            "der Brüderlichkeit begegnen."
        ),
        "cp1252 utf-8",
    ),
    (
        (
            "Todos los seres humanos nacen libres e iguales en dignidad y derechos "
            "y, dotados como están de razón y conciencia, deben comportarse "
            "fraternalmente los unos con los otros."
        ),
        "cp1252 utf-8",
    ),
    (
        (
            "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i "
            "swych praw. Są oni obdarzeni rozumem i sumieniem."
        ),
        "cp1250 iso8859-2 utf-8",
    ),
    (
        (
            "Все люди рождаются свободными и равными в своем достоинстве и правах. "
            "Они наделены разумом и совестью и должны поступать в отношении друг "
            "друга в духе братства."
        ),
        "cp1251 koi8-r iso8859-5 cp866 utf-8",
    ),
    (
        ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα."),
        "cp1253 iso8859-7 utf-8",
    ),
    (
        "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
        "euc_jp cp932 iso2022_jp utf-8",
    ),
    (
        "経済産業省は、中小企業の支援に関する新たな方針を発表した。",
        "euc_jp cp932 iso2022_jp utf-8",
    ),
    (
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
        "cp949 iso2022_kr utf-8",
    ),
    (
        "대한민국 정부는 새로운 경제 정책을 발표하였다.",
        "cp949 iso2022_kr utf-8",
    ),
)
# Bytes of the files that speed and memory are measured on.
SIZES = (20_000, 100_000, 1_000_000, 5_000_000, 10_000_000)
LARGE = (10_000_000, 100_000_000, 400_000_000)
WHOLE = "utf-8 utf-8-sig gb18030 hz utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be".split()


class Case(NamedTuple):
    """A byte string and the truth about it; `damage` is how many characters may differ."""

    kind: str
    data: bytes
    text: str
    encoding: str
    damage: int = 0


def excerpts(count: int, size: int) -> list[str]:
    """Excerpts of the seeds that begin and end with a line, from places that never change."""
    draw = random.Random(4)
    found = []
    while len(found) < count:
        seed = draw.choice(SEEDS)
        at = seed.find("\n", draw.randrange(len(seed) - size)) + 1
        found.append(seed[at : at + size] + "\n")
    return found


def cases() -> Iterator[Case]:
    """All byte strings."""
    for text in SEEDS:
        yield from (whole("whole file", text, name) for name in WHOLE)
    for text in excerpts(20, 300):
        yield from (whole("excerpt", text, name) for name in WHOLE[:5])
    for text in TRADITIONAL:
        names = ("big5hkscs", "gb18030", "utf-8", "cp950")
        yield from (whole("traditional", text, name) for name in names)
    yield from damaged()
    yield from short()
    for text, names in STRANGERS:
        for name in names.split():
            yield Case("other languages", text.encode(name), text, name)


def whole(kind: str, text: str, name: str) -> Case:
    """A case of what the encoding can say of the text."""
    data = text.encode(name, "ignore")
    return Case(kind, data, data.decode(name), name)


def damaged() -> Iterator[Case]:
    """One stray byte, a tail cut inside a character, a line in the other encoding."""
    draw = random.Random(5)
    for text in excerpts(12, 200):
        for name in ("gb18030", "utf-8"):
            data = text.encode(name)
            at, stray = draw.randrange(1, len(data)), bytes([draw.randrange(0x80, 0x100)])
            yield Case("stray byte", data[:at] + stray + data[at:], text, name, 3)
            high = text.rstrip("\n").rstrip("0123456789.()（）")
            yield Case("cut tail", high.encode(name)[:-1], high, name, 3)
    for text in excerpts(12, 400):
        lines = text.splitlines(keepends=True) or [text]
        if len(lines) < 3:
            lines = [text[:150] + "\n", text[150:200] + "\n", text[200:]]
        odd = len(lines) // 2
        names = ["gb18030" if i == odd else "utf-8" for i in range(len(lines))]
        data = b"".join(line.encode(name) for line, name in zip(lines, names, strict=True))
        yield Case("mixed lines", data, "".join(lines), "utf-8", 3)


def short() -> Iterator[Case]:
    """Strings of 4 to 40 bytes."""
    for text in SHORT:
        for name in ("gb18030", "utf-8", "hz", "utf-16-le"):
            yield whole("short", text, name)
    for text in SHORT_TRADITIONAL:
        for name in ("big5", "gb18030", "utf-8"):
            yield Case("short traditional", text.encode(name), text, name)


def verdict(case: Case, got: str | None) -> str:
    """Right, wrong, or refused."""
    if got is None:
        return "refused"
    near = sum((Counter(case.text) - Counter(got)).values())
    near = max(near, sum((Counter(got) - Counter(case.text)).values()))
    return "right" if near <= case.damage else "wrong"


def ours(data: bytes) -> str | None:
    try:
        return read(data).text
    except Refusal:
        return None


def named(guess: Callable[[bytes], str | None]) -> Callable[[Case], str]:
    """The verdict on a tool that only names an encoding: would a tolerant decoder do with it?"""

    def judge(case: Case) -> str:
        name = guess(case.data)
        if not name:
            return "refused"
        try:
            got = case.text.encode(case.encoding, "ignore").decode(name, "ignore").lstrip("\ufeff")
        except LookupError:
            return "wrong"
        return verdict(case, got)

    return judge


def tools() -> dict[str, Callable[[Case], str]]:
    found = {"clean": lambda case: verdict(case, ours(case.data))}
    try:
        import chardet

        found["chardet"] = named(lambda data: chardet.detect(data)["encoding"])
    except ImportError:
        pass
    try:
        from charset_normalizer import from_bytes

        found["charset-normalizer"] = named(
            lambda data: getattr(from_bytes(data).best(), "encoding", None)
        )
    except ImportError:
        pass
    return found


def accuracy() -> None:
    """The table of kinds and tools, and what `clean` read wrongly."""
    table: dict[str, Counter[tuple[str, str]]] = {}
    everything = list(cases())
    judges = tools()
    for case in everything:
        for tool, judge in judges.items():
            said = judge(case)
            for kind in (case.kind, "all"):
                table.setdefault(kind, Counter())[tool, said] += 1
            if tool == "clean" and said != "right" and "-v" in sys.argv:
                print(
                    said, case.kind, case.encoding, repr(ours(case.data))[:90], repr(case.text[:40])
                )
    print(f"| {len(everything)} byte strings | " + " | ".join(judges) + " |")
    for kind, row in table.items():
        size = sum(n for (tool, _), n in row.items() if tool == "clean")
        cells = [f"{row[tool, 'right']}/{size} (refused {row[tool, 'refused']})" for tool in judges]
        print(f"| {kind} | " + " | ".join(cells) + " |")


CLEAN = (
    "朱镕基、喆、堃、昇、淼、赟、翀、镕、瑢、珺、祎、彧、晟、喆喆、旸、曌、翾、龑",
    "钪、钛、钒、铬、锰、钴、镍、锆、铌、钼、锝、钌、铑、钯、镉、铟、铪、钽、钨、铼、锇、铱",
    "邛崃市、郫都区、盱眙县、涿鹿县、亳州市、儋州市、瀍河回族区、嵊泗县、鄱阳县、洮南市",
    "關於印發《臺灣地區與大陸地區人民關係條例施行細則》的通知，請查照並轉知所屬機關辦理。",
    "魑魅魍魉，饕餮，踟蹰，彳亍，龃龉，耄耋，氤氲，旖旎，囹圄，蹀躞，觊觎，踽踽独行",
    "日本語：すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "经济产业省（経済産業省）发布《ものづくり白書》，株式会社トヨタ自動車参加。",
    "한국어: 모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "Tous les êtres humains naissent libres et égaux en dignité. Ñandú, Zürich, São Paulo, Ærø.",
    "设 α＋β≤γ，∑xᵢ²≥0，∀ε>0，∃δ，±5%，25℃，10㎡，×÷√∞≈≠，Ω=2π·f，½，m³，µm",
    "详见 http://www.gov.cn/search?q=%E4%B8%AD%E5%9B%BD&p=1 和 https://a.cn/%D6%D0%B9%FA/x.html",
    "增长率为100%，其中%以上；R&D 投入占比，AT&T 公司，Q&A；if (a && b;) 见 &c; 与 &foo; 。",
    "关关雎鸠，在河之洲。窈窕淑女，君子好逑。参差荇菜，左右流之。蒹葭苍苍，白露为霜。",
    "├──目录\n│  ├─一、总则\n└──附件 ①②③ ■□●○◆★☆▲※→←↑↓ ㈠㈡ ⑴⑵ Ⅰ Ⅱ Ⅲ ㎎㎏",
    "“十三五”规划——建设‘智慧城市’……（试行）〔2017〕55号《办法》【公告】「示例」『引文』",
    "氨基酸、吡啶、呋喃、嘌呤、嘧啶、噻吩、咪唑、哌嗪、喹啉、萘、蒽、菲、芘、茚、苊",
    "鱲鱇鰱鱅，鱤鱥鳡，鲥鲚鲴鳊鲂鲌鲢鳙，龘靐齉爩，㐂㑇㒳䶮",
    "越南文 Tiếng Việt: Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm.",
    "Ελληνικά: Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.",
)
ROADS = (
    "utf-8>gb18030",
    "utf-8>gbk",
    "utf-8-sig>gb18030",
    "utf-8>latin-1",
    "utf-8>cp1252",
    "utf-8>gb18030,utf-8>gb18030",
    "utf-8>latin-1,utf-8>latin-1",
    "utf-8>gb18030,utf-8>latin-1",
    "gb18030>latin-1",
    "gb18030>cp1252",
    "gb18030>big5hkscs",
    "big5hkscs>gb18030",
    "big5hkscs>latin-1",
    "utf-8>big5hkscs",
    "utf-8>gb18030,gb18030>latin-1",
    "utf-8>gbk of browsers",
)


def euro(error: UnicodeError) -> tuple[str, int]:
    """Byte 80, as Windows and browsers read it in GBK, of which they know all of GB18030."""
    if not isinstance(error, UnicodeDecodeError) or error.object[error.start] != 0x80:
        raise error
    return "€", error.start + 1


codecs.register_error("bench.euro", euro)


def seed_lines() -> list[str]:
    return [line for seed in SEEDS for line in seed.splitlines() if len(line.strip()) > 3]


def phrases(lines: list[str]) -> list[str]:
    """Stretches without ASCII and of even length, which the roads from UTF-8 often spare."""
    runs = [run for line in lines for run in re.findall("[^\x00-\x7f]{6,60}", line)]
    return [run[: len(run) // 2 * 2] for run in runs[::9]]


def damage(line: str, road: str, errors: str) -> str:
    """The line after it was read wrongly, step by step; UnicodeError where that loses something."""
    for step in road.split(","):
        right, wrong = step.split(">")
        raw = line.encode(right, errors)
        if wrong == "gbk of browsers":
            line = raw.decode("gb18030", "bench.euro" if errors == "strict" else errors)
        else:
            line = raw.decode(wrong, errors)
    return line


def mend(text: str) -> str:
    document = Document.of(Source(b"", "utf-8", text))
    for rule in (mojibake, western_mojibake):
        document = rule.apply(document)
    return document.text.lstrip("\ufeff")


def mending() -> None:
    """The table of roads: lossless lines restored, and what lossy lines get back."""
    import ftfy

    print("| road | lossless lines restored | ftfy | lossy: restored characters | invented |")
    for road in ROADS:
        lines = seed_lines() if "big5" not in road.partition(">")[0] else [*TRADITIONAL]
        whole = Counter[str]()
        lossy = Counter[str]()
        for line in [*lines[::2], *phrases(lines)]:
            try:
                damaged = damage(line, road, "strict")
            except UnicodeError:
                damaged = damage(line, road, "replace")
                mended = Counter(mend(damaged))
                lossy["all"] += len(line)
                lossy["back"] += sum((mended & Counter(line)).values())
                lossy["new"] += sum((mended - Counter(line) - Counter(damaged)).values())
            else:
                whole["all"] += 1
                whole["ours"] += mend(damaged) == line.strip("\ufeff")
                whole["ftfy"] += ftfy.fix_encoding(damaged).lstrip("\ufeff") == line
                if "-v" in sys.argv and mend(damaged) != line:
                    print(repr(line[:60]), repr(mend(damaged)[:60]))
        print(
            f"| {road} | {whole['ours']}/{whole['all']} | {whole['ftfy']}/{whole['all']} "
            f"| {lossy['back']}/{lossy['all']} | {lossy['new']} |"
        )
    clean = [*seed_lines(), *CLEAN]
    changed = [line for line in clean if mend(line) != line]
    print(f"clean lines changed: {len(changed)} of {len(clean)}", *changed, sep="\n")


def speed(text: str) -> None:
    """MB/s of naming the encoding and of reading, by size, beside chardet on the whole and Python's codec."""
    import chardet

    def chardet_whole(data: bytes) -> object:
        return chardet.detect(data, max_bytes=len(data))

    for name in ("utf-8", "gb18030", "utf-16-le"):
        for size in SIZES:
            data = sized(text, name, size)
            named, theirs = (spent(how, data) for how in (find, chardet_whole))
            ours, alone = (spent(how, data) for how in (read, lambda d, name=name: d.decode(name)))
            rates = (f"{len(data) / took / 1e6:.0f}" for took in (named, theirs, ours, alone))
            ratios = f"{theirs / named:.1f} | {theirs / ours:.1f}"
            print(f"| {name} | {size / 1e6:g} | {' | '.join(rates)} | {ratios} |")


def varied() -> str:
    """The lines of the seeds over and over, in another order each time."""
    draw = random.Random(6)
    lines = [line + "\n" for line in seed_lines()]
    return "".join("".join(draw.sample(lines, len(lines))) for _ in range(70))


def sized(text: str, name: str, size: int) -> bytes:
    """So many bytes of the text in an encoding, or nearly: whole characters."""
    signs = int(size * len(text) / len(text.encode(name)))
    return (text * (signs // len(text) + 1))[:signs].encode(name)


# What a process does that finds and proves an encoding, and the most memory it had, in MB (what
# `getrusage` tells of a child process holds that of its parent).
PROVING = """
import re, sys
from clean.decoding.stored import Stored
from clean.stages.encoding import find, pieces
with open(sys.argv[1], "rb") as file:
    data = Stored(file)
    for piece in pieces(data, find(data)):
        pass
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


def memory(text: str) -> None:
    """The most memory that finding and proving the encoding of a file takes."""
    for name in ("utf-8", "gb18030", "utf-16-le"):
        peaks = []
        for size in LARGE:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "large.txt"
                path.write_bytes(sized(text, name, size))
                command = [sys.executable, "-c", PROVING, str(path)]
                done = run(command, cwd=ROOT, capture_output=True, check=True)
                peaks.append(done.stdout.decode().strip())
        print(f"| {name} | {' | '.join(peaks)} |")


def spent(run: Callable[[bytes], object], data: bytes) -> float:
    """The least CPU time of three runs, in seconds."""
    times = []
    for _ in range(3):
        began = time.process_time()
        run(data)
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    accuracy()
    mending()
    named_files = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    text = "".join(path.read_text("utf-8") for path in named_files) or varied()
    speed(text)
    memory(text)
