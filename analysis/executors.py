"""Where work runs: in this process or in worker processes. The results come in the order of the work."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

#: Below this many documents a worker's start costs more than it saves (a model takes seconds to load).
WORTH_A_WORKER = 24


def run(task: Callable[[In], Out], work: Sequence[In], *, workers: int, worth: int = WORTH_A_WORKER) -> Iterator[Out]:
    """Apply `task` (a module's function, so that a worker can import it) to each item, in order.

    A further worker is started for every `worth` items, up to `workers`.
    """
    used = min(workers, -(-len(work) // worth))
    if used <= 1:
        yield from map(task, work)
        return
    # A started process shares nothing with this one: no locks held by its threads, the same on every system.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=used, mp_context=context, initializer=_end_with_parent) as pool:
        yield from _in_order(pool, task, work, waiting=used * 4)


def _end_with_parent() -> None:
    """Have a worker end when the process that started it was killed and can tell it nothing."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _in_order(
    pool: ProcessPoolExecutor, task: Callable[[In], Out], work: Iterable[In], *, waiting: int
) -> Iterator[Out]:
    """Keep a few results waiting, never all of them: memory stays flat however long the work is."""
    items = iter(work)
    futures = [pool.submit(task, item) for item in itertools.islice(items, waiting)]
    while futures:
        yield futures.pop(0).result()
        futures.extend(pool.submit(task, item) for item in itertools.islice(items, 1))
