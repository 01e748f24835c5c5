"""The rules of webhooks, as errors."""

from collections.abc import Sequence

from chassis.errors import Conflict, Invalid


class EventUnknown(Invalid):
    """There is no such event, or none that is told to others."""

    code = "event_unknown"

    def __init__(self, unknown: str, known: Sequence[str]) -> None:
        words = f"{unknown} is no event that is told. There are: {', '.join(known)}."
        super().__init__(words, attr="event_types")
        self.more = {"known": list(known)}


class AddressNotCalled(Invalid):
    """Only addresses of the public internet are called."""

    code = "address_not_called"

    def __init__(self, words: str) -> None:
        super().__init__(words, attr="url")


class WebhookIsOff(Conflict):
    """The webhook is switched off. Switch it on first: `is_active`."""

    code = "webhook_is_off"


class StillOnItsWay(Conflict):
    """It is on its way already; `next_at` says when it is tried."""

    code = "still_on_its_way"
