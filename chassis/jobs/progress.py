"""What a running job may say of itself, written in its row under its fence."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.core.files import File

from chassis.jobs.leases import held_by
from chassis.jobs.models import Job, Status
from chassis.jobs.registry import Cancelled, LeaseLost


@dataclass(frozen=True)
class RowProgress:
    """Progress that the job's row shows."""

    job: Job

    @property
    def job_id(self) -> str:
        """The id of the job."""
        return str(self.job.id)

    @property
    def tries(self) -> int:
        """Which try this is; the first is 1."""
        return self.job.tries

    @property
    def state(self) -> dict[str, Any]:
        """What an earlier try left by `checkpoint`; empty at first."""
        return dict(self.job.state)

    def advance(self, done: int, total: int) -> None:
        """Show how far the job is."""
        self._write(done=done, total=total)

    def hold(self) -> None:
        """Keep the job until the end of the transaction."""
        if not held_by(self.job).select_for_update(no_key=True).exists():
            self._stop()

    def checkpoint(self, state: dict[str, Any]) -> None:
        """Keep where the next try should go on."""
        self._write(state=state)
        self.job.state = state

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        """Open the result file to write; the one of an earlier try gives way to it."""
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            self._keep(name, file)

    def _keep(self, name: str, file: IO[bytes]) -> None:
        storage, earlier = self.job.result_file.storage, self.job.result_file.name
        kept = storage.save(
            self.job.result_file.field.generate_filename(self.job, name), File(file)
        )
        try:
            self._write(result_file=kept)
        except BaseException:
            storage.delete(kept)
            raise
        self.job.result_file = kept
        if earlier:
            storage.delete(earlier)

    def _write(self, **fields: Any) -> None:
        if not held_by(self.job).update(**fields):
            self._stop()

    def _stop(self) -> None:
        if Job.objects.filter(id=self.job.id, status=Status.CANCELLED).exists():
            raise Cancelled
        raise LeaseLost
