"""What is measured of calls to other services."""

from prometheus_client import Counter, Gauge

CALLS = Counter("upstream_calls_total", "Calls, by how they ended.", ["upstream", "outcome"])
RETRIES = Counter("upstream_retries_total", "Calls that were repeated.", ["upstream"])
IN_FLIGHT = Gauge("upstream_calls_in_flight", "Calls that wait for an answer.", ["upstream"])
BREAKER = Gauge("upstream_breaker_state", "0 closed, 1 half open, 2 open.", ["upstream"])
