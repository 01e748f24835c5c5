"""Django with nothing: the least that a view of it can cost."""
