"""What the how-to tells receivers to do works."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils.timezone import now

from chassis.outside.signing import signature

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "receive-webhooks.md"


def test_a_receiver_tells_genuine_bodies_from_others():
    [snippet] = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    told = {}
    exec(snippet, told)  # noqa: S102
    is_genuine = told["is_genuine"]
    body, at = b'{"title": "L\xc3\xa4mp"}', now()
    said = signature(body, secrets=["new", "old"], at=at)

    assert is_genuine(body, said, "new")
    assert is_genuine(body, said, "old")
    assert not is_genuine(body, said, "other")
    assert not is_genuine(body + b" ", said, "new")
    assert not is_genuine(body, said.replace("t=", "t=1"), "new")
    assert not is_genuine(body, signature(body, secrets=["new"], at=at - timedelta(hours=1)), "new")
    assert not is_genuine(body, "", "new")
