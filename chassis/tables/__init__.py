"""Files of rows as people send them: find out how they are written, and read them."""
