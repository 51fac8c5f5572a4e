"""Whose connection it is: a token's, or a network's of the Internet."""

import pytest

from service.access import PUBLIC, Viewer
from service.quotas import CONNECTIONS, CONNECTIONS_OF_ONE, Limits, Quotas, TooMany

TOKEN = Viewer(token_id="t-1")


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("8.8.8.8", "8.8.8.8"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("2a01:cb00:1:2:3:4:5:6", "2a01:cb00:1:2::/64"),
        ("2a01:cb00:1:2::9", "2a01:cb00:1:2::/64"),
        ("127.0.0.1", None),
        ("172.18.0.2", None),
        ("fd00::1", None),
        ("testclient", None),
        (None, None),
    ],
)
def test_who_the_public_is(address: str | None, who: str | None) -> None:
    with Quotas(Limits()).connection(PUBLIC, address) as found:
        assert found == who
    with Quotas(Limits()).connection(TOKEN, address) as found:
        assert found == "t-1"


def test_a_neighbour_or_a_silent_proxy_is_held_to_the_limit_of_all_alone() -> None:
    counted = Quotas(Limits(connections=3, connections_of_one=1))
    with counted.connection(PUBLIC, "127.0.0.1"), counted.connection(PUBLIC, "127.0.0.1"):
        with counted.connection(PUBLIC, "8.8.8.8"):
            with pytest.raises(TooMany) as refused, counted.connection(TOKEN, "8.8.8.8"):
                pass
            assert refused.value.what == CONNECTIONS
        with counted.connection(TOKEN, "8.8.8.8"):
            pass


def test_a_refusal_takes_no_place() -> None:
    counted = Quotas(Limits(connections=2, connections_of_one=1))
    with counted.connection(PUBLIC, "8.8.8.8"):
        for _ in range(3):
            with pytest.raises(TooMany) as refused, counted.connection(PUBLIC, "8.8.8.8"):
                pass
            assert refused.value.what == CONNECTIONS_OF_ONE
        with counted.connection(PUBLIC, "9.9.9.9") as other:
            assert other == "9.9.9.9"
    with counted.connection(PUBLIC, "8.8.8.8"), counted.connection(PUBLIC, "9.9.9.9"):
        pass
