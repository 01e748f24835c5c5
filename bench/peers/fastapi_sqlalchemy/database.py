"""The engine, and a session for each request."""

import os
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

_url = os.environ["BENCH_DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1)
# FastAPI gives a session back when its answer is sent, and the next request may be here by then.
# Of a connection beyond its size a pool opens and closes a new one each time: it has none.
engine = create_async_engine(_url, pool_size=16, max_overflow=0)
_sessions = async_sessionmaker(engine, expire_on_commit=False)


async def _session() -> AsyncIterator[AsyncSession]:
    async with _sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(_session)]
