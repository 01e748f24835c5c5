"""Tables of text, however they are written."""
