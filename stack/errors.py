"""What went wrong, in a sentence for the person at the terminal."""


class StackError(Exception):
    """Something is in the way; the message says what, `remedy` the line to type."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy
