import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.callback import DATA_LIMIT, Callback, decode, encode

KEYS = st.from_regex(r"[A-Za-z0-9_-]{1,10}", fullmatch=True)
VERBS = st.from_regex(r"[a-z]{1,10}", fullmatch=True)


def test_a_press_comes_back_as_it_was_sent() -> None:
    data = encode("k1", "percent", 2, 60)
    assert data == "v1:k1:percent:2:60"
    assert decode(data) == Callback("k1", "percent", ("2", "60"))


@given(KEYS, VERBS, st.lists(KEYS, max_size=3))
def test_every_press_that_fits_makes_the_round_trip(key: str, verb: str, args: list[str]) -> None:
    assert decode(encode(key, verb, *args)) == Callback(key, verb, tuple(args))


@given(st.text(max_size=80))
def test_forged_data_never_raises(data: str) -> None:
    press = decode(data)
    assert press is None or encode(press.key, press.verb, *press.args) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "v1",
        "v2:k:home",
        "v1::home",
        "v1:k:",
        "v1:k:Home",
        "v1:k:home:",
        "v1:k:home:a b",
        "v1:k:home\n",
        "v1:k:home:一",
        "v1:k:home:" + "1" * DATA_LIMIT,
    ],
)
def test_foreign_data_is_no_press(data: str) -> None:
    assert decode(data) is None


def test_64_bytes_fit_and_65_do_not() -> None:
    rest = DATA_LIMIT - len("v1:k:go:")
    assert len(encode("k", "go", "a" * rest)) == DATA_LIMIT
    with pytest.raises(ValueError, match="does not fit"):
        encode("k", "go", "a" * (rest + 1))


@pytest.mark.parametrize("arg", ["", "a:b", "城东", "a b"])
def test_an_argument_that_would_not_come_back_is_refused(arg: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        encode("k", "go", arg)
