"""FastAPI with SQLAlchemy 2 as their documentation writes it: async sessions, pydantic answers.

A pool with a connection for each request that a process has at 16 connections, and as many again.
"""
