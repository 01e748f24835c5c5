"""What psycopg sends: statements that wait go in one message with the next one."""

from typing import Any

from psycopg2 import extensions


class Connection(extensions.connection):
    """A connection on which statements wait for the next one, whosever that is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: list[bytes] = []
        self.said = 0  # how often it was told something that may change what was read before

    def taken(self) -> list[bytes]:
        """Return what waits, which waits no longer."""
        waiting, self.waiting = self.waiting, []
        return waiting

    def flush(self) -> None:
        """Send what waits by itself."""
        if self.waiting:
            with self.cursor() as cursor:
                extensions.cursor.execute(cursor, b"; ".join(self.taken()))


class Cursor(extensions.cursor):
    """A cursor that lets nothing overtake what waits."""

    connection: Connection

    def execute(self, query: Any, words: Any = None) -> None:
        """Run a statement, in one message behind what waits."""
        if self.name:  # it is declared by psycopg, which writes before the statement
            self.connection.flush()
        self.connection.said += 1
        if not self.connection.waiting:
            super().execute(query, words)
            return
        statement = self.mogrify(query, words)  # may refuse the words: the others wait on
        super().execute(b"; ".join([*self.connection.taken(), statement]))

    def executemany(self, *args: Any, **kwargs: Any) -> None:
        """Run a statement for several words."""
        self._overtake_nothing()
        super().executemany(*args, **kwargs)

    def callproc(self, *args: Any, **kwargs: Any) -> Any:
        """Call a function."""
        self._overtake_nothing()
        return super().callproc(*args, **kwargs)

    def copy_expert(self, *args: Any, **kwargs: Any) -> Any:
        """Copy rows in or out."""
        self._overtake_nothing()
        return super().copy_expert(*args, **kwargs)

    def copy_from(self, *args: Any, **kwargs: Any) -> None:
        """Copy rows in."""
        self._overtake_nothing()
        super().copy_from(*args, **kwargs)

    def copy_to(self, *args: Any, **kwargs: Any) -> None:
        """Copy rows out."""
        self._overtake_nothing()
        super().copy_to(*args, **kwargs)

    def _overtake_nothing(self) -> None:
        self.connection.flush()
        self.connection.said += 1
