"""Look at a process from outside: each check answers in two seconds or not at all."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

TIMEOUT_SECONDS = 2.0
HEARTBEAT_STALE_SECONDS = 20.0

Check = Callable[[], Awaitable[bool]]


def http(port: int, path: str, host: str = "127.0.0.1") -> Check:
    """GET answers 200."""
    request = f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    return lambda: _answers(port, request.encode(), lambda answer: b" 200 " in answer[:16], host)


def redis(port: int, password: Callable[[], str]) -> Check:
    """Redis has loaded its data and says PONG."""
    return lambda: _answers(
        port, f"AUTH {password()}\r\nPING\r\n".encode(), lambda answer: b"+PONG" in answer
    )


def postgres(port: int) -> Check:
    """PostgreSQL asks for a password, which it does only when it takes connections."""
    words = b"user\0postgres\0database\0postgres\0\0"
    hello = (len(words) + 8).to_bytes(4, "big") + (196608).to_bytes(4, "big") + words
    return lambda: _answers(port, hello, lambda answer: answer[:1] == b"R")


def heartbeat(path: Path) -> Check:
    """The process touched its file a short while ago."""

    async def is_fresh() -> bool:
        try:
            return time.time() - path.stat().st_mtime < HEARTBEAT_STALE_SECONDS
        except FileNotFoundError:
            return False

    return is_fresh


async def _answers(
    port: int, request: bytes, is_good: Callable[[bytes], bool], host: str = "127.0.0.1"
) -> bool:
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(request)
                return await _reads(reader, is_good)
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False


async def _reads(reader: asyncio.StreamReader, is_good: Callable[[bytes], bool]) -> bool:
    answer = b""
    while chunk := await reader.read(1024):
        answer += chunk
        if is_good(answer):
            return True
    return False
