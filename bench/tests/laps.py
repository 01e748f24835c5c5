"""Laps that were never run."""

from bench.load import Cost
from bench.race import GATE, Lap


def lap(contestant, app, *, question="list", rotation=0, connections=GATE, postgres=0.5, p50=4.0):
    cost = Cost(app=app, postgres=postgres, per_second=1000, p50=p50, p99=9.0, requests=3000)
    return Lap(
        rotation=rotation,
        contestant=contestant,
        question=question,
        connections=connections,
        cost=cost,
        megabytes=120.0,
    )
