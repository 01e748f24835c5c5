"""See it: what waits, lags and is broken in this service, and the way of one request through it."""
