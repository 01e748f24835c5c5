"""Django's PostgreSQL, with connections that are kept and trusted (ENGINE)."""
