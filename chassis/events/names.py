"""The names of things in Redis."""

FIELD = "event"  # the one field of an entry


def stream_of(producer: str) -> str:
    """Return the name of a producer's stream."""
    return f"events:{producer}"


def epoch_key(stream: str) -> str:
    """Return the key that shows whether Redis forgot: it is gone, or an old one."""
    return f"{stream}:epoch"


def head_key(stream: str) -> str:
    """Return the key that holds the time until which all committed events are in the stream."""
    return f"{stream}:head"
