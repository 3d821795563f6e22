"""Where work runs changes nothing of what comes out."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NoReturn

import pytest

from analysis import executors
from analysis.executors import Limits, Stopped

#: Seconds are few where a test waits for their end, and many otherwise; megabytes are enough for an interpreter.
LIMITS = Limits(seconds=30, megabytes=400)


def doubled(number: int) -> int:
    return 2 * number


def worker(_: int) -> int:
    return os.getpid()


def failing(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("length", [0, 1, 7, 40])
def test_every_result_comes_once_and_in_order(workers: int, length: int) -> None:
    """Whatever the number of workers and of items, one process or several."""
    assert list(executors.run(doubled, range(length), workers=workers, worth=3)) == [2 * i for i in range(length)]


def test_little_work_stays_in_this_process() -> None:
    """A worker is started only where there is enough for it to do."""
    assert set(executors.run(worker, range(executors.WORTH_A_WORKER), workers=4)) == {os.getpid()}
    assert os.getpid() not in set(executors.run(worker, range(4), workers=2, worth=1))


def test_workers_end_when_they_are_left_alone() -> None:
    """A run that is killed outright leaves no process behind."""
    code = "import os, signal; from analysis import executors\n"
    code += "from test_executors import worker\n"
    code += "if __name__ == '__main__':\n"
    code += "    pids = executors.run(worker, range(8), workers=2, worth=1)\n"
    code += "    print(next(pids), flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    deadline = time.monotonic() + 120
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "zombie" not in Path(f"/proc/{pid}/status").read_text() if Path(f"/proc/{pid}").exists() else True


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_is_raised_where_the_results_are_read(workers: int) -> None:
    """An error in a worker is the caller's error, with its own type."""
    with pytest.raises(ValueError, match="three"):
        list(executors.run(failing, range(8), workers=workers, worth=1))


# --- what must be stopped --------------------------------------------------------------------------


def spinning(_: int) -> NoReturn:
    while True:
        pass


def counting(_: int) -> int:
    """Counts in C, where no Python code can interrupt it."""
    return sum(range(10**12))


def sleeping(_: int) -> None:
    time.sleep(600)


def hoarding(_: int) -> list[bytes]:
    return [bytes(50_000_000) for _ in range(100)]


def hoarding_unnoticed(number: int) -> list[bytes]:
    """A library that says something else when it gets no memory."""
    try:
        return hoarding(number)
    except MemoryError:
        raise ValueError("malformed") from None


def leaving(_: int) -> NoReturn:
    os._exit(0)


def exiting(_: int) -> NoReturn:
    sys.exit(3)


def crashing(_: int) -> bytes:
    return ctypes.string_at(0)


def killed(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def first_bad(item: tuple[Callable[[int], object], int]) -> int:
    """Every third item is bad."""
    task, number = item
    if number % 3 == 1:
        task(number)
    return number


on_posix = pytest.mark.skipif(os.name != "posix", reason="the system counts neither computing time nor memory")


@pytest.mark.parametrize(
    ("task", "why"),
    [
        pytest.param(spinning, "time", marks=on_posix),
        pytest.param(counting, "time", marks=on_posix),
        pytest.param(hoarding, "memory", marks=on_posix),
        pytest.param(hoarding_unnoticed, "memory", marks=on_posix),
        pytest.param(killed, "memory", marks=on_posix),
        (leaving, "died"),
        (exiting, "died"),
        pytest.param(crashing, "died", marks=on_posix),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_item_is_stopped_and_no_other(task: Callable[[int], object], why: str, workers: int) -> None:
    """Each in its place, with the reason; what stands beside it has its result."""
    work = [(task, number) for number in range(6)]
    limits = Limits(seconds=0.5, megabytes=400) if why == "time" else LIMITS
    results = list(executors.run(first_bad, work, workers=workers, limits=limits, worth=1))
    assert results == [0, Stopped(why), 2, 3, Stopped(why), 5]  # type: ignore[arg-type]


def test_what_only_waits_is_stopped_by_the_clock() -> None:
    """It takes no computing time, and would wait for ever."""
    results = list(executors.run(sleeping, [0], workers=1, limits=Limits(seconds=0.1, megabytes=400)))
    assert results == [Stopped("time")]


def test_the_dead_are_never_mistaken() -> None:
    """Workers that die at once, one after the other, take no neighbour with them."""
    work = [(leaving, number) for number in range(90)]
    results = list(executors.run(first_bad, work, workers=2, limits=LIMITS, worth=1))
    assert results == [Stopped("died") if number % 3 == 1 else number for number in range(90)]


def test_with_limits_even_one_item_is_done_elsewhere() -> None:
    """Only another process can be stopped, unless none is wanted."""
    assert list(executors.run(worker, [0], workers=1, limits=LIMITS)) != [os.getpid()]
    assert list(executors.run(worker, range(3), workers=0, limits=LIMITS)) == [os.getpid()] * 3


def slow_to_load(_: int) -> None:
    deadline = time.process_time() + 1.5
    while time.process_time() < deadline:
        pass


def test_getting_ready_is_not_counted() -> None:
    """What a worker must load first may take longer than any item."""
    limits = Limits(seconds=1, megabytes=400)
    assert list(executors.run(doubled, [1, 2], workers=1, limits=limits, prepare=slow_to_load)) == [2, 4]


def unfit(_: int) -> None:
    raise LookupError("no such model")


@pytest.mark.parametrize("limits", [None, LIMITS])
def test_what_cannot_be_loaded_is_nobodys_fault(limits: Limits | None) -> None:
    """It is raised, and no item is blamed for it; neither for a worker that ends before one has begun."""
    with pytest.raises(LookupError, match="no such model"):
        list(executors.run(doubled, range(4), workers=2, limits=limits, prepare=unfit, worth=1))
    with pytest.raises(BrokenProcessPool):
        list(executors.run(doubled, range(4), workers=2, limits=limits, prepare=leaving, worth=1))


def test_without_limits_a_dead_worker_is_an_error() -> None:
    """Nothing stands in for what nobody allowed to be lost."""
    with pytest.raises(BrokenProcessPool):
        list(executors.run(leaving, range(4), workers=2, worth=1))


class Unsendable(Exception):  # noqa: N818 - its name is not what it is about
    """An error that can be pickled and not read again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def noting(number: int) -> NoReturn:
    error = Unsendable("a", "b") if number else ValueError("three")
    error.add_note("while reading the third")
    raise error


@pytest.mark.parametrize(("number", "kind"), [(0, ValueError), (1, RuntimeError)])
def test_an_error_says_where_it_was_raised(number: int, kind: type[Exception]) -> None:
    """With its note, and with the worker's own traceback; even one that cannot be sent."""
    with pytest.raises(kind) as caught:
        list(executors.run(noting, [number], workers=1, limits=LIMITS))
    told = "\n".join(caught.value.__notes__)
    assert "while reading the third" in told
    assert "in noting" in told


def uneven(number: int) -> int:
    if number % 2 == 0:
        time.sleep(0.3)
    if number in (0, 1):
        raise ValueError(str(number))
    return number


def test_the_first_error_is_that_of_the_first_item() -> None:
    """However long it takes and whatever else fails before it."""
    with pytest.raises(ValueError, match="0"):
        list(executors.run(uneven, range(4), workers=2, worth=1))


class Counted(Sequence[int]):
    """Numbers that say how many of them were asked for."""

    def __init__(self, length: int) -> None:
        self.length = length
        self.asked = 0

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        self.asked += 1
        return place


def test_few_results_wait() -> None:
    """A slow reader of the results does not have all of them made."""
    work = Counted(100)
    results = executors.run(doubled, work, workers=2, worth=1)
    assert next(results) == 0
    assert work.asked <= 16
    results.close()  # type: ignore[attr-defined]


def test_no_process_is_left() -> None:
    """Neither by a run that was read to its end nor by one that was left, whatever its workers do."""
    import multiprocessing

    before = set(multiprocessing.active_children())
    assert len(list(executors.run(worker, range(4), workers=2, worth=1))) == 4
    assert set(multiprocessing.active_children()) == before
    results = executors.run(first_bad, [(sleeping, n) for n in range(6)], workers=2, limits=LIMITS, worth=1)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) == before
