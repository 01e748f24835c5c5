"""`manage.py accounts <command>`."""
