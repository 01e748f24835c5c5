"""The engine, and a session for each request."""

import os

from sqlalchemy import create_engine
from sqlalchemy.orm import scoped_session, sessionmaker

_url = os.environ["BENCH_DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
engine = create_engine(_url, pool_size=8, max_overflow=8)
session = scoped_session(sessionmaker(engine, expire_on_commit=False))
