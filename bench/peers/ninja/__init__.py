"""django-ninja as its documentation writes it: pydantic schemas over Django's ORM.

Persistent connections, its cursor pages, orjson, few middlewares, granian with two threads.
"""
