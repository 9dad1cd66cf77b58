"""How push services know us."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from backend.kit import clock
from backend.push import vapid
from tests.push.stand_in import claims_of


@pytest.fixture(autouse=True)
def no_tokens() -> Iterator[None]:
    vapid._tokens.clear()
    yield
    vapid._tokens.clear()


def test_a_token_names_the_push_service_with_its_port_and_whom_to_write_to() -> None:
    claims = claims_of(vapid.authorization("https://push.inside:8443"))

    assert claims == {
        "aud": "https://push.inside:8443",
        "exp": int(clock.now().timestamp()) + 12 * 60 * 60,
        "sub": "mailto:push@lianxin.example",
    }


def test_a_token_is_signed_once_for_many_messages() -> None:
    assert vapid.authorization("https://one.example") == vapid.authorization("https://one.example")


def test_every_push_service_has_a_token_of_its_own() -> None:
    assert claims_of(vapid.authorization("https://one.example"))["aud"] == "https://one.example"
    assert claims_of(vapid.authorization("https://two.example"))["aud"] == "https://two.example"


def test_a_token_is_made_anew_before_it_is_over() -> None:
    first = vapid.authorization("https://one.example")
    clock.advance(timedelta(hours=10, minutes=59))
    assert vapid.authorization("https://one.example") == first

    clock.advance(timedelta(minutes=2))

    assert (
        claims_of(vapid.authorization("https://one.example"))["exp"] == int(clock.now().timestamp()) + 43200
    )


def test_tokens_for_names_that_phones_make_up_do_not_pile_up() -> None:
    for number in range(vapid.MOST + 5):
        vapid._tokens[f"https://{number}.example"] = vapid.Token("", 2**60)

    vapid.authorization("https://one.example")

    assert len(vapid._tokens) < vapid.MOST
