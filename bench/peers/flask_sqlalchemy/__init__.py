"""Flask with SQLAlchemy 2 as both documentations write it: a scoped session, pydantic answers.

A pool of connections, granian with two threads.
"""
