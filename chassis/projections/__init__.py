"""Rows of other services, as far as this one needs to know them: fed by events, never edited here.

A producer declares a feed (`feeds.py`), a consumer a `Projection` (`models.py`) and the handlers
that keep it (`handling.py`). `reconcile` compares the two and repairs, `rebuild` begins anew.
"""
