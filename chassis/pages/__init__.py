"""Pages for people in a browser: forms first, in the reader's own time."""
