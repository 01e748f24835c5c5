"""FastAPI with SQL by hand: asyncpg's pool and prepared statements, orjson answers."""
