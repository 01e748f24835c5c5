"""Many who want the same at once: each a connection of its own that is kept, and asks on and on."""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.running import System

MOST_SECONDS = 300


@dataclass(frozen=True)
class Answer:
    """What came of one POST; status 0 if nothing did."""

    status: int
    body: Mapping[str, Any]
    seconds: float


def posted(
    system: System, path: str, token: str, bodies: Sequence[Mapping[str, Any]], *, connections: int
) -> list[Answer]:
    """POST each body once, under a key of its own, over so many connections at once."""
    return asyncio.run(
        asyncio.wait_for(_all(system, path, token, bodies, connections), MOST_SECONDS)
    )


async def _all(
    system: System, path: str, token: str, bodies: Sequence[Mapping[str, Any]], connections: int
) -> list[Answer]:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {urlsplit(system.url).netloc}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    )
    rest = enumerate(bodies)
    parts = await asyncio.gather(*(_one(system, head, rest) for _ in range(connections)))
    return [answer for part in parts for answer in part]


async def _one(
    system: System, head: str, rest: Iterator[tuple[int, Mapping[str, Any]]]
) -> list[Answer]:
    """Send what is left, one after the other, over one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", system.port)
    answers = []
    for number, body in rest:
        text = json.dumps(body)
        began = time.monotonic()
        key = f"Idempotency-Key: wanting-{system.port}-{began}-{number}\r\n"
        writer.write(f"{head}{key}Content-Length: {len(text)}\r\n\r\n{text}".encode())
        status, said = await _answer(reader)
        answers.append(Answer(status, said, time.monotonic() - began))
    writer.close()
    return answers


async def _answer(reader: asyncio.StreamReader) -> tuple[int, Mapping[str, Any]]:
    """Read one answer; the gateway says its length, or sends it in pieces."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        body = b"".join([piece async for piece in _pieces(reader)])
    else:
        body = await reader.readexactly(int(fields["content-length"]))
    return int(lines[0].split()[1]), json.loads(body)


async def _pieces(reader: asyncio.StreamReader) -> Any:
    while length := int(await reader.readuntil(b"\r\n"), 16):
        yield await reader.readexactly(length)
        await reader.readexactly(2)
    await reader.readexactly(2)
