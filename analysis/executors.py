"""A task and its work in, the results in the order of the work out. Where it runs: here or in worker processes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Generic, overload

from analysis.workers import In, Job, Limits, Out, Outcome, Raised, Result, Stopped, Worker

__all__ = ["WORTH_A_WORKER", "Limits", "Stopped", "run"]

#: Below this many documents a further worker's start costs more than it saves (a model takes seconds to load).
WORTH_A_WORKER = 24


@overload
def run(
    task: Callable[[In], Out],
    work: Sequence[In],
    *,
    workers: int,
    limits: None = None,
    prepare: Callable[[In], object] | None = None,
    worth: int = WORTH_A_WORKER,
) -> Iterator[Out]: ...


@overload
def run(
    task: Callable[[In], Out],
    work: Sequence[In],
    *,
    workers: int,
    limits: Limits,
    prepare: Callable[[In], object] | None = None,
    worth: int = WORTH_A_WORKER,
) -> Iterator[Out | Stopped]: ...


def run(
    task: Callable[[In], Out],
    work: Sequence[In],
    *,
    workers: int,
    limits: Limits | None = None,
    prepare: Callable[[In], object] | None = None,
    worth: int = WORTH_A_WORKER,
) -> Iterator[Out | Stopped]:
    """Apply `task` (a module's function, so that a worker can import it) to each item, in order.

    A further worker is started for every `worth` items, up to `workers`. With limits even one item is done by
    a worker, because only a worker can be stopped; `prepare` (loading a model) is called before an item's time
    begins. With `workers=0` everything is done in this process and nothing is limited: for tests, for
    debugging, and for scripts without a main guard. What a task raises is raised here. BrokenProcessPool is
    raised for a worker that cannot start, and where there are no limits for one that dies.
    """
    used = min(workers, -(-len(work) // worth))
    if used <= 0 or (used == 1 and limits is None):
        yield from map(task, work)
        return
    crew = _Crew(Job(task, prepare, limits), used)
    try:
        yield from crew.results(work)
    finally:
        crew.end()


class _Crew(Generic[In, Out]):
    """Up to so many workers with the same job."""

    def __init__(self, job: Job[In, Out], size: int) -> None:
        self._job = job
        self._size = size
        self._workers: list[Worker[In, Out]] = []

    def results(self, work: Sequence[In]) -> Iterator[Out | Stopped]:
        """The result of each item, in order. A few may wait for their turn: memory stays flat however long it is."""
        done: dict[int, Outcome[Out]] = {}
        given = 0
        for number in range(len(work)):
            while number not in done:
                for place in range(given, min(len(work), number + 4 * self._size, given + self._free())):
                    self._idle().begin(place, work[place])
                    given = place + 1
                done |= self._finished()
            outcome = done.pop(number)
            if isinstance(outcome, Raised):
                outcome.error.add_note(outcome.where)
                raise outcome.error
            yield outcome.value if isinstance(outcome, Result) else outcome

    def _free(self) -> int:
        return self._size - sum(worker.busy for worker in self._workers)

    def _idle(self) -> Worker[In, Out]:
        self._workers = [worker for worker in self._workers if worker.busy or worker.is_alive()]
        idle = next((worker for worker in self._workers if not worker.busy), None)
        if idle is None:
            idle = Worker(self._job)
            self._workers.append(idle)
        return idle

    def _finished(self) -> dict[int, Outcome[Out]]:
        """Wait until a worker says something or has taken too long. The outcomes that are there then."""
        busy = {worker.line: worker for worker in self._workers if worker.busy}
        patience = min(worker.deadline for worker in busy.values()) - time.monotonic()
        said = wait(list(busy), None if patience == math.inf else max(0.0, patience))
        outcomes = [worker.hear() if line in said else worker.interrupt() for line, worker in busy.items()]
        return dict(filter(None, outcomes))

    def end(self) -> None:
        """Leave no worker behind."""
        for worker in self._workers:
            worker.end()
