"""FastAPI with SQLAlchemy 2 as their documentation writes it: async sessions, pydantic answers."""
