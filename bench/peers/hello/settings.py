"""No middleware, no app, no database."""

import os

SECRET_KEY = os.environ["BENCH_SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.peers.hello.urls"
USE_TZ = True
