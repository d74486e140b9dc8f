"""The index of a collection: its bytes, its speed, and that numbers decide."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

import clean
from clean.cli import main
from clean.index.answer import Answer, Standing, answers
from clean.index.entry import NEAR, VALUES, Entry, alike, digest, entry, grams, packed, unpacked
from clean.index.likely import LEAST, Collection, estimate
from clean.index.table import BadIndex, Table, above, again, read, written
from clean.signs import NUMERAL

SEEDS = {path.name: clean.file(path).text for path in sorted(Path("seeds").glob("*.txt"))}


def one(path: str, text: str) -> Entry:
    return entry(path, text.encode(), text)


def ask(entries: Iterable[Entry], text: str) -> list[Answer]:
    """What is said of a new document, the files of the others not being at hand."""
    new = one("new.txt", text)
    return list(answers(new, text, list(map(Standing, Collection(entries).likely(new))), "again"))


def damaged(text: str, share: float, seed: int) -> str:
    """The text with a share of its Han replaced by others; what counts stays."""
    chance = random.Random(seed)
    return "".join(
        chance.choice("甲乙丙丁戊己庚辛")
        if "一" <= sign <= "龥" and sign not in NUMERAL + "第年" and chance.random() < share
        else sign
        for sign in text
    )


def test_an_index_is_the_same_bytes_for_any_order_and_reads_back() -> None:
    entries = tuple(one(path, text) for path, text in SEEDS.items())
    data = written(Table(("seeds",), entries))
    assert data == written(Table(("seeds",), entries[::-1]))
    assert data.count(b"\n") == 1 + len(SEEDS)
    assert data.endswith(b"}\n")


def test_it_reads_back(tmp_path: Path) -> None:
    table = Table(("a", "b"), (one("a/一.txt", "甲"), one("b/\udcff.txt", "乙")))
    place = tmp_path / "index"
    place.write_bytes(written(table))
    assert read(place) == table


def test_the_command_that_writes_it_anew_is_typed_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "新 文"
    inner.mkdir()
    monkeypatch.chdir(tmp_path)
    assert again(tmp_path / ".clean-index", ["a", "b"]) == "clean index a b"
    assert again(inner / "x", ["../a", "."]) == "clean index a '新 文' -o '新 文/x'"
    monkeypatch.chdir(inner)
    assert again(tmp_path / ".clean-index", ["a"]) == "clean index ../a -o ../.clean-index"


def test_it_holds_no_text() -> None:
    words = "某某县人民政府办公室关于做好防汛工作的通知\n各乡镇人民政府：\n现予印发。\n"
    assert not {c for c in written(Table((), (one("a.txt", words),))).decode() if "一" <= c <= "龥"}


def test_jobs_do_not_change_it(tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        args = ["index", "seeds", "-o", str(tmp_path / jobs / "index"), "--jobs", jobs]
        assert CliRunner().invoke(main, args).exit_code == 0
    assert (tmp_path / "1/index").read_bytes() == (tmp_path / "2/index").read_bytes()


@pytest.mark.parametrize("name", SEEDS)
def test_an_estimate_is_near_the_likeness(name: str) -> None:
    text = SEEDS[name]
    for share in (0.01, 0.05, 0.1):
        other = damaged(text, share, seed=7)
        told = estimate(one("a", text), one("b", other))
        # Four standard errors of 64 values at a likeness of one half are .25; nearer 1 it is less.
        assert abs(told - alike(grams(text), grams(other))) < 4 * (0.25 / VALUES) ** 0.5


@pytest.mark.parametrize("name", SEEDS)
def test_every_copy_with_slips_is_found_and_its_numbers_compared(name: str) -> None:
    text = SEEDS[name]
    entries = [one(f"in/{n}", t) for n, t in SEEDS.items()]
    for seed in range(10):
        copy = damaged(text, 0.03, seed)
        (told,) = ask(entries, copy)
        assert told.rule == "near-copy"
        assert told.message.startswith(f"near copy of in/{name}: about ")
        (told,) = ask(entries, copy.replace("201", "202"))
        assert told.rule == "same-template"
    others = [entry for entry in entries if entry.path != f"in/{name}"]
    assert all(estimate(one("new", text), entry) < LEAST < NEAR for entry in others)


def test_a_copy_is_told_before_the_templates_that_are_likelier_by_signature() -> None:
    text = next(iter(SEEDS.values()))
    same = one("z.txt", text)
    crowd = [same._replace(path=f"{n}.txt", text=digest(bytes([n])), numbers="0") for n in range(9)]
    (told,) = ask([same, *crowd], text)
    assert told.message == "same document as z.txt"


def test_ten_thousand_documents_load_and_answer_in_a_second(tmp_path: Path) -> None:
    text = next(iter(SEEDS.values()))
    chance, same = random.Random(3), one("in/a.txt", text)
    many = (
        same._replace(
            path=f"in/{n:05}.txt", text=f"{n:032x}", signature=chance.randbytes(4 * VALUES)
        )
        for n in range(10_000)
    )
    place = tmp_path / "index"
    place.write_bytes(written(Table(("in",), (*many, same))))
    told = ask(read(place).entries, text)
    assert told[0].message == "same document as in/a.txt"


def test_the_nearest_index_above(tmp_path: Path) -> None:
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    assert above(inner) is None
    (tmp_path / ".clean-index").touch()
    assert above(inner) == tmp_path / ".clean-index"
    (inner / ".clean-index").touch()
    assert above(inner) == inner / ".clean-index"


@pytest.mark.parametrize("cut", ["", "AAAA", "!"])
def test_a_signature_of_another_length_is_no_entry(cut: str, tmp_path: Path) -> None:
    place = tmp_path / "index"
    lines = written(Table(("in",), (one("a.txt", "甲"),))).decode().splitlines()
    head, _, _ = lines[1].partition('"signature"')
    place.write_text(f'{lines[0]}\n{head}"signature":"{cut}"}}\n')
    with pytest.raises(BadIndex, match="line 2: no entry of an index; run `clean index "):
        read(place)


def test_an_entry_is_kept_as_json_and_back() -> None:
    entry = one("a.txt", next(iter(SEEDS.values())))
    assert unpacked(packed(entry)) == entry


def test_a_document_is_no_copy_of_itself() -> None:
    text = next(iter(SEEDS.values()))
    assert not Collection([one("new.txt", text)]).likely(one("new.txt", text))
    assert Collection([one("old.txt", text)]).likely(one("new.txt", text))


def test_the_state_on_disk_is_compared_and_an_entry_of_another_is_told() -> None:
    text = next(iter(SEEDS.values()))
    new, old = one("new.txt", damaged(text, 0.02, 1)), one("old.txt", damaged(text, 0.02, 2))
    stands = Standing(old, digest(text.encode()), text)
    told = list(answers(new, damaged(text, 0.02, 1), [stands], "clean index ."))
    assert [answer.rule for answer in told] == ["stale-index", "near-copy"]
    assert told[0].message.endswith("run `clean index .`")
    assert "about" not in told[1].message
