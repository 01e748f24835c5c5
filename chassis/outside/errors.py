"""Why an address that somebody named is not called, or gave no answer."""


class NotReached(Exception):
    """Nothing came of a call. The code says why, and nothing of what stands behind an address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AddressRefused(NotReached):
    """The address is not one that may be called; the words say what would be."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.words = words
