"""What a GET tells of a row is sent back by a PUT, as scripts do: it is taken, and no change."""

from typing import Any

from chassis.api.views import UpdateMixin
from chassis.testing.twice import collections


def changed(router: Any, of: str) -> list[tuple[str, Any]]:
    """Return the collections of a package whose rows can be changed."""
    return [each for each in collections(router, of) if issubclass(each[1], UpdateMixin)]


def all_sent_back(api: Any, address: str) -> None:
    """Send every row back as it was told; what the API would not write itself it may refuse."""
    rows = api.get(f"{address}?limit=200").json()["results"]
    taken = [_taken(api, f"{address}{row['id']}/") for row in rows]
    assert any(taken), (address, rows)


def _taken(api: Any, address: str) -> bool:
    told = api.get(address)
    answer = api.put(address, told.json())
    codes = {each["code"] for each in answer.json().get("errors", ())}
    assert "unknown_field" not in codes, answer.content
    if answer.status_code != 200:
        assert answer.status_code < 500, answer.content
        return False
    assert (answer["ETag"], answer.json()) == (told["ETag"], told.json()), address
    return True
