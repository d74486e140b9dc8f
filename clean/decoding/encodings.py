"""Encodings: their marks, names, and what each must earn to be believed. Tables only."""

from __future__ import annotations

import codecs

# Byte order marks, the longer first: the mark of UTF-16 begins that of UTF-32.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# What files that are no text begin with.
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
# Candidates and what each must earn in bits before it is believed: the encodings of
# Chinese come first, and of two that read alike the one with fewer characters.
CANDIDATES = {
    "utf-8": 0.0,
    "gb18030": 0.0,
    "big5": 2.0,
    "cp950": 3.0,
    "big5hkscs": 6.0,
    "euc_jp": 6.0,
    "cp932": 6.0,
    "cp949": 6.0,
    "cp1252": 8.0,
    "cp1251": 8.0,
    "koi8-r": 10.0,
}
WIDE = {"utf-16-le": 8.0, "utf-16-be": 9.0, "utf-32-le": 8.0, "utf-32-be": 9.0}
SHIFTED = {"hz": 0.0, "iso2022_jp_2": 6.0, "iso2022_kr": 6.0}
# Superseded names: GB18030 and CP949 read all that these can.
SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
# Encodings that share nearly all characters: which it is, all bytes decide and not a sample.
ALIKE = {"big5": ("big5", "cp950", "big5hkscs")}
# Codecs of Python that are no encodings of files.
NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
# What a declared charset and chardet's answer are worth in bits.
DECLARED, GUESSED = 10.0, 8.0
# Files up to SMALL bytes are weighed whole, larger ones at PLACES places of CHUNK bytes.
SMALL, PLACES, CHUNK = 4096, 8, 512
# This many bytes above what one a character makes: eight Chinese characters in UTF-8. By
# chance other encodings are strict UTF-8 that long once in 10^7 (measured: never in 10^5).
CERTAIN = 16
# Bits a character above ASCII: dearer is no writing known here. Common Chinese costs 10,
# the seeds' headings at most 12.1, wrong readings 14 to 20.
DEAR = 13.5
# Strict, and at most so dear over at least so many characters above ASCII: no more doubt.
PLAIN, ENOUGH = 11.0, 64
# The share of bytes that may fit nothing, and the number that may in any case: a character of UTF-8.
LOSS, FEW = 0.05, 3
# The share of control characters that no text has.
CONTROLS = 0.1
# Confidence below which the doubt is told, not decided; one unit of TEMPER bits doubles
# the odds, for neighbours in a text depend on each other and single bits count too much.
SURE, TEMPER = 0.8, 3.0
