"""What numpy computes for many texts, held against plain Python and datasketch."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from clean.corpus import bands, grams
from clean.corpus.compare import Bag, compare, jaccard, sides
from clean.corpus.figures import figures, lacking
from clean.corpus.keys import keys, pointed
from clean.corpus.signatures import VALUES, binned, permuted
from clean.likeness import letters, shingles
from clean.rule import numbers

SEEDS = [path.read_text("utf-8", "replace") for path in sorted(Path("seeds").glob("*.txt"))]
# Signs that keys and numbers are about, in many widths. Not here: what clean.corpus.figures says it sees otherwise.
SIGNS = st.text(alphabet="甲乙Ａａ１1２.．,， 　\n①𠀀é、（）()第三十", max_size=40)


def key(text: str) -> str:
    return keys([text]).letters.tobytes().decode("utf-16-le", "surrogatepass")


@given(st.text(alphabet="甲乙Ａａ１1.．,， 　\n_𠀀、（）第", max_size=40))
def test_the_key_is_the_letters_of_a_text(text: str) -> None:
    assert key(text) == letters(text)


def test_the_keys_of_the_seeds_are_their_letters() -> None:
    side = keys(SEEDS)
    for text, start, end in zip(SEEDS, side.at, side.at[1:], strict=False):
        assert side.letters[start:end].tobytes().decode("utf-16-le") == letters(text)


@given(st.lists(SIGNS, max_size=6))
def test_a_text_is_the_same_in_any_company(texts: list[str]) -> None:
    together = keys(texts)
    said, at = figures(together)
    signs, permutations = binned(together, 3), permuted(together, 3, 16)
    for nth, text in enumerate(texts):
        alone = keys([text])
        assert (
            together.letters[together.at[nth] : together.at[nth + 1]].tolist()
            == alone.letters.tolist()
        )
        assert said[at[nth] : at[nth + 1]].tolist() == figures(alone)[0].tolist()
        assert signs[nth].tolist() == binned(alone, 3)[0].tolist()
        assert permutations[nth].tolist() == permuted(alone, 3, 16)[0].tolist()


@given(st.lists(SIGNS, max_size=4))
def test_spans_of_letters_lead_to_code_points(texts: list[str]) -> None:
    each, wanted = [], []
    for nth, text in enumerate(texts):
        at = [place for place, sign in enumerate(text) for _ in keys([sign]).letters]
        spans = [(a, b) for a in range(len(at)) for b in range(a, len(at) + 1)]
        each.append((nth, np.array(spans, np.int64).reshape(-1, 2)))
        wanted.append([[at[a], at[b - 1] + 1 if b > a else at[a]] for a, b in spans])
    assert [points.tolist() for points in pointed(keys(texts), each)] == wanted


@given(SIGNS)
def test_the_numbers_are_those_the_rules_compare(text: str) -> None:
    said, _ = figures(keys([text]))
    assert sorted(Counter(said.tolist()).values()) == sorted(numbers(text).values())


def test_the_numbers_of_the_seeds_are_those_the_rules_compare() -> None:
    said, at = figures(keys(SEEDS))
    for nth, text in enumerate(SEEDS):
        mine = Counter(said[at[nth] : at[nth + 1]].tolist())
        assert sorted(mine.values()) == sorted(numbers(text).values())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.2亿", "12亿", False), ("第三", "三、", False), ("２０１７年", "2017年", True), ("20\n17年", "2017年", True),
        ("（三）", "(三)", True), ("三人", "五人", True), ("二〇一五年", "二〇一六年", False), ("1,2", "12", False),
        ("12 3", "123", True), ("1.\n2", "1.2", True), ("第3号", "第4号", False),
    ],
)  # fmt: skip
def test_which_numbers_are_one(one: str, other: str, same: bool) -> None:
    mine, theirs = (figures(keys([text]))[0] for text in (one, other))
    assert (lacking(mine, theirs) == lacking(theirs, mine) == 0) is same


def test_lacking_counts_what_stands_more_often() -> None:
    few, many = np.array([5, 5, 7], np.uint64), np.array([7, 5, 9], np.uint64)
    assert (lacking(few, many), lacking(many, few)) == (1, 1)


NUMBERS = st.lists(st.integers(0, 60), min_size=1, max_size=80)


@given(NUMBERS, NUMBERS, st.sampled_from([1, 1 << 20, 0x9E3779B97F4A7C15]))
def test_the_likeness_is_exact(one: list[int], other: list[int], factor: int) -> None:
    a, b = ({n * factor % (1 << 64) for n in side} for side in (one, other))
    bags = [np.array([n * factor % (1 << 64) for n in side], np.uint64) for side in (one, other)]
    assert jaccard(*bags) == len(a & b) / len(a | b)


@given(NUMBERS, NUMBERS)
def test_a_bag_finds_what_it_holds_in_one_place(one: list[int], other: list[int]) -> None:
    held, asked = (np.array(side, np.uint64) for side in (one, other))
    bag = Bag(held)
    assert len(bag) == len(set(one))
    where = bag.find(asked)
    assert [nth >= 0 for nth in where] == [n in one for n in other]
    assert (held[where[where >= 0]] == asked[where >= 0]).all()
    assert len(set(where[where >= 0].tolist())) == len(set(one) & set(other))


def test_the_likeness_of_texts_is_that_of_their_shingles() -> None:
    one, other = SEEDS[0], SEEDS[0].replace("发展", "建设")
    a, b = (shingles(letters(text), 5) for text in (one, other))
    verdict = compare(*sides(keys([one, other]), 5), 5, 0.1)
    assert verdict and verdict.likeness == len(a & b) / len(a | b)
    assert [letters(one)[start:end] for start, end in verdict.one_only][:2] == ["发展", "发展"]


@pytest.mark.parametrize("size", [*range(1, 9), 16, 31, 32])
def test_n_grams_are_hashed_by_horners_rule(size: int) -> None:
    side = keys(SEEDS[:1]).letters[:100]
    wanted = [0] * (len(side) - size + 1)
    for nth in range(size):
        wanted = [
            (said * 0x9E3779B1 + int(letter)) % (1 << 32)
            for said, letter in zip(wanted, side[nth:], strict=False)
        ]
    assert grams.rolled(side, size).tolist() == wanted
    assert not len(grams.rolled(side[: size - 1], size))


@given(st.lists(st.text("甲乙丙丁", min_size=6, max_size=6), max_size=20), st.integers(1, 6))
def test_wide_hashes_are_the_same_for_the_same_n_gram_only(texts: list[str], size: int) -> None:
    said = [text[:size] for text in texts]
    made = [int(grams.wide(keys([one]).letters, size)[0]) for one in said]
    assert len(set(zip(said, made, strict=True))) == len(set(said)) == len(set(made))


@pytest.mark.parametrize("size", [3, 5])
def test_permuted_signatures_are_those_of_datasketch(size: int) -> None:
    side = keys([*SEEDS, "", "甲乙"])
    mine = permuted(side, size)
    for nth in range(len(SEEDS)):
        said = grams.hashes(side.letters[side.at[nth] : side.at[nth + 1]], size)
        theirs = MinHash(VALUES, scheme="affine32", hashfunc=int)
        theirs.update_batch(said.tolist())
        assert (theirs.hashvalues == mine[nth]).all()
    assert (mine[-1] == 0xFFFFFFFF).all()


def test_datasketch_can_index_them() -> None:
    side = keys([SEEDS[0], SEEDS[0].replace("发展", "建设"), SEEDS[1]])
    index = MinHashLSH(0.5, VALUES)
    for nth, values in enumerate(permuted(side, 3)):
        index.insert(nth, MinHash(hashvalues=values, scheme="affine32"))
    assert set(index.query(MinHash(hashvalues=permuted(side, 3)[0], scheme="affine32"))) == {0, 1}


def test_binned_signatures_estimate_the_likeness_of_short_texts_too() -> None:
    """The share of equal values is the likeness, within four standard deviations of 128 values."""
    for size in (40, 200, 2000):
        draw = np.random.default_rng(size)
        said = draw.integers(0x4E00, 0x9FA5, size).astype(np.uint16).tobytes().decode("utf-16-le")
        other = said[: size * 9 // 10] + said[: size // 10]
        side = keys([said, other])
        one, two = binned(side, 3)
        exact = len(shingles(said, 3) & shingles(other, 3)) / len(
            shingles(said, 3) | shingles(other, 3)
        )
        assert abs((one == two).mean() - exact) < 4 * (exact * (1 - exact) / VALUES) ** 0.5 + 0.02


@pytest.mark.parametrize("count", [1, 2, 5, 20])
def test_the_signature_of_a_few_n_grams_is_full_of_them(count: int) -> None:
    said = "关于加快发展的若干意见提出以下措施请认真贯彻"[: count + 2]
    side = keys(["", said, said, "甲"])
    none, one, other, short = binned(side, 3)
    assert (one == other).all()
    assert set(one.tolist()) <= set(grams.hashes(keys([said]).letters, 3).tolist())
    assert (none == 0xFFFFFFFF).all() and (short == 0xFFFFFFFF).all()


def test_no_two_bands_share_a_key() -> None:
    values = np.zeros((1, VALUES), np.uint32)
    assert len(set(bands.keys(values, 21, 6)[0].tolist())) == 21
