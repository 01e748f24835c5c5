"""PostgreSQL, Redis and Nginx: where they come from and how each is run."""
