"""Django REST framework as a team that knows its tuning writes it.

Persistent connections that Django checks, cursor pages, JSON only, few middlewares, granian with
two threads.
"""
