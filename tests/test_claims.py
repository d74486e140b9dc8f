"""Laws of the stretches of letters that readings share."""

from hypothesis import given
from hypothesis import strategies as st

from clean.readings.anchors import Pair, heaviest
from clean.readings.claims import apart, rounded, trimmed
from clean.readings.flat import flat
from clean.readings.nearly import fits

SIZE = 60
STRETCH = st.tuples(st.integers(0, 40), st.integers(1, 12)).flatmap(
    lambda some: st.integers(some[0] + 1, SIZE - some[1]).map(
        lambda high: Pair(some[0], high, some[1])
    )
)
CHAINS = st.lists(STRETCH, max_size=8).map(heaviest)


def letters_of(pair: Pair) -> set[tuple[int, int]]:
    return {(pair.low + n, pair.high + n) for n in range(pair.size)}


@given(CHAINS)
def test_no_letter_is_in_two_stretches(chain: list[Pair]) -> None:
    places = [at + n for pair in apart(chain, SIZE) for at in pair[:2] for n in range(pair.size)]
    lows = [p.low + n for p in apart(chain, SIZE) for n in range(p.size)]
    assert len(set(lows)) == len(lows)
    assert len(places) == 2 * len(lows)


@given(CHAINS, st.sets(st.integers(0, SIZE)))
def test_stretches_only_lose_letters(chain: list[Pair], ends: set[int]) -> None:
    held = set().union(*map(letters_of, chain))
    for some in (trimmed(chain, SIZE), rounded(chain, ends, SIZE), apart(chain, SIZE)):
        assert set().union(*map(letters_of, some)) <= held


@given(st.text("甲乙，。 Ａ1\n㎡", max_size=20))
def test_every_letter_has_its_place(text: str) -> None:
    here = flat(text)
    assert len(here.said) == len(here.at)
    assert list(here.at) == sorted(here.at)


def test_a_pair_fits_where_it_rises_with_the_chain() -> None:
    chain = [(1, 5), (3, 8)]
    assert fits((2, 6), chain)
    assert not fits((2, 9), chain)
