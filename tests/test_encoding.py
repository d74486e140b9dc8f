"""Reading: any bytes become a source that makes them again, or a refusal by name."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clean.codec import bytes_of, encode
from clean.decoding.cheapest import WIDTHS
from clean.decoding.decode import ONE_TO_ONE, decode
from clean.decoding.stored import BLOCK, Stored
from clean.document import Patch, Source
from clean.stages.encoding import Refusal, find, pieces, read

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
TEXT = "山西省人民政府办公厅关于印发行动计划的通知\n各市、县人民政府：\n　　现将《行动计划》印发给你们，请认真贯彻执行。\n2017年5月16日\n"
HANT = (
    "行政院為落實國家發展政策，特訂定本要點，並自發布日起施行。\n各機關應依規定辦理，不得有誤。\n"
)
JA = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"
KO = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."
RU = "Все люди рождаются свободными и равными в своем достоинстве и правах."
CODECS = [
    "utf-8", "utf-8-sig", "gb18030", "hz", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
]  # fmt: skip
ANY_CODEC = [
    *CODECS,
    "ascii",
    "big5",
    "cp950",
    "big5hkscs",
    "cp1252",
    "euc_jp",
    "cp932",
    "iso2022_jp",
    "cp949",
    "latin-1",
]
NO_CODEC = [
    "base64",
    "rot13",
    "undefined",
    "no-such",
    "idna",
    "unicode_escape",
    "",
    "utf-7",
    "punycode",
    "\0",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [(text, name) for text in (TEXT, TEXT[:24]) for name in CODECS]
    + [(HANT, name) for name in CODECS if name != "hz"],  # HZ has no traditional characters
)
def test_every_encoding_of_chinese(text: str, name: str) -> None:
    source = read(text.encode(name))
    assert source.text == text
    assert not source.patches
    assert source.encoding == {
        "utf-8-sig": "utf-8",
        "utf-16": "utf-16-le",
        "utf-32": "utf-32-le",
    }.get(name, name)


@pytest.mark.parametrize("name", ["big5", "big5hkscs", "cp950"])
def test_big5(name: str) -> None:
    assert read(HANT.encode(name)).text == HANT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (JA, "euc_jp"),
        (JA, "cp932"),
        (JA, "iso2022_jp"),
        (KO, "cp949"),
        (RU, "cp1251"),
        (RU, "koi8-r"),
    ],
)
def test_other_languages_are_read_or_refused(text: str, name: str) -> None:
    source, reason = _outcome(text.encode(name))
    assert source.text == text if source else reason == "undecided"


def test_four_byte_gb18030() -> None:
    text = TEXT + "𠮷㐂\u1e3f"
    assert read(text.encode("gb18030")) == Source(
        text.encode("gb18030"), "gb18030", text, why="likeliest, 1.00"
    )


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_seeds(seed: Path) -> None:
    data = seed.read_bytes()
    source = read(data)
    assert (source.encoding, source.patches, encode(source)) == ("utf-8", (), data)
    assert read(source.text.encode("gb18030")).text == source.text


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
@pytest.mark.parametrize("stray", [0x80, 0x81, 0xB0, 0xE4, 0xFF])
def test_one_stray_byte_costs_no_more_than_its_character(name: str, stray: int) -> None:
    data = TEXT.encode(name)
    for at in range(1, len(data), 7):
        source = read(data[:at] + bytes([stray]) + data[at:])
        assert source.encoding == name
        assert encode(source) == source.data
        assert _shared(source.text, TEXT) >= len(TEXT) - 2, (at, source.text)


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_a_tail_cut_inside_a_character(name: str) -> None:
    text = TEXT.replace("2017年5月16日\n", "特此通知")
    source = read(text.encode(name)[:-1])
    assert source.text == text[:-1]
    assert source.patches == (Patch(len(text) - 1, 0, "知".encode(name)[:-1]),)


@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_line_in_another_encoding(main: str, other: str) -> None:
    lines = TEXT.splitlines(keepends=True)
    data = b"".join(line.encode(other if i == 1 else main) for i, line in enumerate(lines))
    source = read(data)
    assert (source.text, source.encoding) == (TEXT, main)
    assert sum(patch.n for patch in source.patches) >= 9
    assert encode(source) == data


@pytest.mark.parametrize("line", ["亡羊补牢", "中华人民共和国反垄断法", "第三章 法律责任"])
def test_a_line_of_utf_8_that_is_legal_gb18030(line: str) -> None:
    """Of an even number of characters the bytes pair, and no sign need betray them."""
    data = TEXT.encode("gb18030") + f"{line}\n".encode() + TEXT.encode("gb18030")
    source = read(data)
    assert (source.text, source.encoding) == (f"{TEXT}{line}\n{TEXT}", "gb18030")
    assert encode(source) == data


def test_bytes_that_decode_alike_come_back_as_they_were() -> None:
    data = HANT.encode("big5") + b"\xa2\xcc\xa4\x51"
    source = read(data)
    assert source.text == HANT + "十十"
    assert encode(source) == data


def test_a_wrongly_declared_charset_is_not_believed() -> None:
    for said, real in (("gb2312", "utf-8"), ("utf-8", "gb18030"), ("iso-8859-1", "gb18030")):
        page = f'<meta charset="{said}">{TEXT[:16]}'
        assert read(page.encode(real)).text == page


@pytest.mark.parametrize("text", ["锟斤拷\n", "鐪佷汉姘", "\ufffd\ufffd通知"])
def test_what_is_utf_8_is_read_however_odd_its_words(text: str) -> None:
    assert read(text.encode()).text == text


def test_the_encoding_told_decides() -> None:
    data = "通知".encode("gb18030")
    assert read(data, "gbk").text == "通知"
    assert read(data, "utf-8").text == data.decode("utf-8")
    assert read(b"\xef\xbb\xbfab", "utf-8-sig").bom == b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04....", "binary"),
        (b"\x01\x02\x03\x04\x05\x06text", "binary"),
        (TEXT.encode() + b"\0" + TEXT.encode(), "nul-bytes"),
        (TEXT.encode("gb18030") + b"\0", "nul-bytes"),
        (bytes(range(0x80, 0x100)) * 4, "undecided"),
    ],
)
def test_refusals(data: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(data)
    assert caught.value.reason == reason
    assert f"byte {caught.value.at}: {reason}" in str(caught.value)


def test_a_refusal_names_place_path_and_candidates() -> None:
    with pytest.raises(Refusal) as caught:
        read(TEXT.encode() + b"\0")
    assert caught.value.at == len(TEXT.encode())
    caught.value.path = "a.txt"
    assert str(caught.value).startswith("a.txt: byte ")
    with pytest.raises(Refusal, match=r"--encoding \(\w") as doubt:
        read(bytes(range(0x80, 0x100)))
    assert all(0 <= share <= 1 for _, share in doubt.value.candidates)


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "ascii"])
def test_too_much_damage_is_refused_even_when_told(name: str) -> None:
    with pytest.raises(Refusal, match="undecodable"):
        read(b"\xff\xd8\xfe" * 99 + b"\xff", name)


@pytest.mark.parametrize("blank", [b" ", b"\n\n", b"\t \r\n", "\u3000\n".encode()])
def test_white_space_is_a_text(blank: bytes) -> None:
    assert not read(blank).text.strip()


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from([None, *ANY_CODEC, *NO_CODEC]))
def test_any_bytes(data: bytes, encoding: str | None) -> None:
    _lawful(data, encoding)


@settings(max_examples=300)
@given(st.text(max_size=60), st.sampled_from(ANY_CODEC), st.binary(max_size=6), st.integers(0, 200))
def test_any_text_with_any_damage(text: str, name: str, stray: bytes, at: int) -> None:
    data = text.encode(name, "ignore") + TEXT.encode(name, "ignore")
    _lawful(data[:at] + stray + data[at + 1 :], None)
    _lawful(data[:at] + stray + data[at + 1 :], name)


@settings(max_examples=200)
@given(
    st.binary(max_size=200),
    st.sampled_from([*WIDTHS, "utf-16-le", "utf-32-be", "hz", "iso2022_kr", "latin-1"]),
)
def test_decoding_any_bytes_is_proven(data: bytes, name: str) -> None:
    text, patches = decode(data, name)
    assert bytes_of(text, name, b"", patches) == data
    assert not any("\ud800" <= sign <= "\udfff" for sign in text)


@pytest.mark.parametrize(
    "patches", [[Patch(9, 1, b"")], [Patch(1, 2, b""), Patch(2, 1, b"")], [Patch(-1, 0, b"")]]
)
def test_patches_that_do_not_fit_are_refused(patches: list[Patch]) -> None:
    with pytest.raises(ValueError, match="patch at code point"):
        bytes_of("text", "utf-8", b"", patches)


@pytest.mark.parametrize("line", ["", "\n"])
def test_much_damage_loses_no_character(line: str) -> None:
    piece = TEXT[:60].replace("\n", "") + line
    raw = (piece.encode("gb18030") + b"\xff") * 240
    text, patches = decode(raw, "gb18030")
    assert text == piece * 240
    assert bytes_of(text, "gb18030", b"", patches) == raw


def _outcome(data: bytes, encoding: str | None = None) -> tuple[Source | None, str]:
    """The source, or None and the reason of the refusal, whose place lies in the bytes."""
    try:
        return read(data, encoding), ""
    except Refusal as refusal:
        return None, refusal.reason if 0 <= refusal.at <= len(data) else "nowhere"


def _lawful(data: bytes, encoding: str | None) -> None:
    source, reason = _outcome(data, encoding)
    reasons = {"empty", "binary", "nul-bytes", "undecodable", "undecided", "unknown-encoding"}
    assert (source is None) == (reason in reasons)
    if source:
        assert source.data == data == encode(source)
        written = [b"\xff\xfd", b"\xfd\xff", b"\xef\xbf\xbd", b"\x84\x31\xa4\x37"]
        assert "\ufffd" not in source.text or any(sign in data for sign in written)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with plus how many both end with."""
    size = min(len(one), len(other))
    head = next((i for i in range(size) if one[i] != other[i]), size)
    tail = next((i for i in range(size - head) if one[-1 - i] != other[-1 - i]), size - head)
    return head + tail


def pairs_and_fours() -> Iterator[list[bytes]]:
    """Every byte sequence that GB18030 may read as one character, ten and ten."""
    seconds = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    for lead in range(0x81, 0xFF):
        for first in range(0, len(seconds), 10):
            yield [bytes((lead, byte)) for byte in seconds[first : first + 10]]
        for second, third in product(range(0x30, 0x3A), range(0x81, 0xFF)):
            yield [bytes((lead, second, third, fourth)) for fourth in range(0x30, 0x3A)]


def read_one_by_one(sequences: list[bytes]) -> str:
    """What can be read of the sequences."""
    said = ""
    for sequence in sequences:
        with suppress(UnicodeDecodeError):
            said += sequence.decode("gb18030")
    return said


def test_gbk_reads_as_gb18030_does() -> None:
    """Why GB18030 may be read by way of GBK."""
    alike = 0
    for pair in map(bytes, product(range(0x80, 0x100), range(0x100))):
        with suppress(UnicodeDecodeError):
            assert pair.decode("gbk") == pair.decode("gb18030")
            alike += 1
    assert alike == 21_791


@settings(max_examples=200)
@given(st.binary(max_size=40), st.sampled_from(sorted(ONE_TO_ONE)))
def test_what_is_read_strictly_is_one_to_one(data: bytes, name: str) -> None:
    with suppress(UnicodeDecodeError):
        assert data.decode(name).encode(name) == data


LARGE = 2 * BLOCK + 9


@pytest.mark.parametrize(
    "name", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-32-be", "hz", "euc_jp"]
)
@pytest.mark.parametrize("stray", [b"", b"\xff"], ids=["whole", "stray byte"])
def test_a_file_is_read_in_pieces_as_it_is_read_whole(
    name: str, stray: bytes, tmp_path: Path
) -> None:
    text = {"big5hkscs": HANT, "euc_jp": JA + "\n", "utf-16-le": TEXT + "\u0a0a\u0a00\n"}.get(
        name, TEXT
    )
    data = (text * (LARGE // len(text.encode(name)) + 1)).encode(name) + stray * (name in WIDTHS)
    path = tmp_path / "large"
    path.write_bytes(data)
    with path.open("rb") as file:
        found = find(Stored(file))
        parts = list(pieces(Stored(file), found))
    source = read(data)
    assert (found.encoding, "".join(part.text for part in parts)) == (source.encoding, source.text)
    assert (len(parts) > 1) == (name != "hz")
    assert b"".join(bytes_of(part.text, name, b"", part.patches) for part in parts) == data


def test_a_file_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes((TEXT * 60_000).encode("gb18030"))
    tracemalloc.start()
    with path.open("rb") as file:
        for _ in pieces(Stored(file), find(Stored(file))):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 2


def test_stored_bytes_are_bytes() -> None:
    data = bytes(range(256)) * 1025
    file = Stored(BytesIO(data))
    assert (len(file), file[3:9], file[-3:], file[9:3]) == (len(data), data[3:9], data[-3:], b"")
    for sub in (b"\xff\0", data[BLOCK - 2 : BLOCK + 2], b"none"):
        assert file.find(sub) == data.find(sub)


def test_characters_of_hong_kong_behind_the_sample() -> None:
    text = HANT * 200 + "啲嘅喺\n" + HANT * 200
    source = read(text.encode("big5hkscs"))
    assert (source.encoding, source.text, source.patches) == ("big5hkscs", text, ())


SHIFTED = "關於發展學術、國際關係與經濟體制改革問題"


@pytest.mark.parametrize("name", ["gb18030", "big5"])
@pytest.mark.parametrize("lost", [b"", b"\xb0"], ids=["lost", "stray"])
def test_a_byte_that_shifts_a_legal_reading(name: str, lost: bytes) -> None:
    """In traditional script half a character may be an ASCII letter, so the shift ends unnoticed."""
    text = f"一、{SHIFTED}的通知\n{HANT}"
    data = text.encode(name)
    at = len("一、".encode(name))
    source = read(data[:at] + lost + data[at + (not lost) :])
    assert source.encoding == name
    assert _shared(source.text, text) >= len(text) - 3


@pytest.mark.parametrize(
    ("before", "behind", "name"),
    [
        ("各", "直轄市政府", "big5"),
        ("提出的", "商標註冊", "big5"),
        ("這是我國", "民航油料系統", "gb18030"),
        ("託管人的", "基本情況", "gb18030"),
        ("國務院證券", "委員會認真貫徹", "big5"),
        ("本館將依照古", "蹟管理辦法維護", "big5"),
    ],
)
def test_a_short_shift_before_its_seam(before: str, behind: str, name: str) -> None:
    """Signs that are no words together, then a letter alone: no sign of them need be rare."""
    text = f"{HANT}{before}{behind}\n{HANT}"
    at = len(f"{HANT}{before}".encode(name))
    data = text.encode(name)
    source = read(data[:at] + data[at + 1 :])
    assert source.encoding == name
    assert _shared(source.text, text) >= len(text) - 3


@pytest.mark.parametrize(
    ("before", "stray", "behind", "name"),
    [
        ("或者地震动参", b"\xe9", "数区划图", "gb18030"),
        ("北部邊境的古", b"\xc3", "蹟已由專家鑑定", "big5"),
        ("港口貨運總額的", b"\xb5", "礦產資源由國家管理", "big5"),
    ],
)
def test_which_byte_is_the_stray_one_its_neighbours_tell(
    before: str, stray: bytes, behind: str, name: str
) -> None:
    """A byte more makes another character of the one beside it, common by itself but no word."""
    data = before.encode(name) + stray + behind.encode(name)
    assert read(data, name).text == before + behind


@pytest.mark.parametrize("letter", "ABCKTUXabcnx~_")
@pytest.mark.parametrize("name", ["big5", "big5hkscs", "gb18030"])
def test_a_letter_alone_behind_chinese_stays(letter: str, name: str) -> None:
    """Such a letter may be half a character that a byte shifted; in most lines it is not."""
    for word in ("維生素", "股票", "等級", "第三區", "附件", "選項", "甲型"):
        text = f"{HANT}有關{word}{letter}的規定，自公告之日起生效。\n"
        assert read(text.encode(name), name).text == text


@pytest.mark.parametrize(
    "line",
    [
        "标题\ue5e5\ue5e5\ue5e5\ue5e5\ue5e5的通知",
        "\ue000\ue001\ue002号",
        "龘靐齉爩A座",
        "唔啱啊OK喇",
    ],
)
def test_rare_signs_that_are_legal_stay(line: str) -> None:
    text = f"{TEXT}{line}\n"
    assert read(text.encode("gb18030")).text == text


def test_damage_of_text_is_no_damage_of_bytes() -> None:
    """Big5 read as GB18030 before it came looks shifted; it is legal, and left to the rule `mojibake`."""
    line = "房間很小,沒有窗戶,設施陳舊,空調很吵,不適合家庭".encode("big5").decode("gb18030")
    text = f"{TEXT}{line}A\n"
    assert read(text.encode("gb18030")) == Source(
        text.encode("gb18030"), "gb18030", text, why="likeliest, 1.00"
    )


def test_kana_and_letters_speak_against_chinese() -> None:
    page = "山田太郎、東京都千代田区のソフトウェア開発会社に入社する。" * 4
    assert read(page.encode("euc_jp")).text == page
    city = "Le problème du Café à Orléans : Hélène préfère les écoles où l'été a été gai."
    assert read(city.encode("cp1252")).text == city


def test_an_encoding_that_no_line_has_is_refused() -> None:
    """Lines of UTF-8 in a GB18030 file are kept as they came, but not where there are no others."""
    line = "各县人民政府要加强领导，做好供水工作。\n"
    for name in ("gb18030", "big5hkscs"):
        with pytest.raises(Refusal, match=f"no line of it is {name}"):
            read(line.encode() * 3, name)
    mixed = line.encode("gb18030") * 3 + line.encode()
    assert read(mixed, "gb18030").text == line * 4


def test_half_characters_are_refused() -> None:
    with pytest.raises(Refusal, match="undecodable"):
        read(b"+30E-", "utf-7")


def test_gb18030_is_one_to_one() -> None:
    """Why a strict reading of GB18030 needs no encoding back: each sequence is a character of its own."""
    said = 128  # ASCII
    for ten in pairs_and_fours():
        try:
            text = b"".join(ten).decode("gb18030")
            assert text.encode("gb18030") == b"".join(ten)
        except UnicodeDecodeError:
            text = read_one_by_one(ten)
        said += len(text)
    assert said == 0x110000 - 0x800
