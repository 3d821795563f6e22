"""One process that works: an item in, its outcome out. It has one at a time, and it can be stopped.

An item that takes more than its Limits, or brings its worker down, has a Stopped for an outcome.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import pickle
import signal
import threading
import time
import traceback
import typing
from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, Literal, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")
Why = Literal["time", "memory", "died"]

#: How much longer than its computing time an item may take by the clock: a busy machine must not stop it.
_PATIENCE = 10 if hasattr(signal, "setitimer") else 2
#: With this code a worker ends that gets no more memory.
_NO_MEMORY = 82
#: What ends a process and why: its timer; C++ that gets no memory; the system where all of it is taken.
_BY_SIGNAL: Mapping[str, Why] = {"SIGPROF": "time", "SIGXCPU": "time", "SIGABRT": "memory", "SIGKILL": "memory"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may take: seconds of computing, and megabytes of its worker's data (a loaded model included).

    Where the system counts neither (Windows), twice the seconds by the clock are the only limit.
    """

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """In the place of a result: the item took too long, too much memory, or brought its worker down."""

    why: Why


@dataclass(frozen=True, slots=True)
class _Begun:
    """Said by a worker when all is imported and prepared: from here on its item answers for what happens."""


@dataclass(frozen=True, slots=True)
class Result(Generic[Out]):
    """What the task made of its item."""

    value: Out


@dataclass(frozen=True, slots=True)
class Raised:
    """What the task raised, which is raised again where the results are read."""

    error: Exception
    where: str


Outcome = Result[Out] | Raised | Stopped


@dataclass(frozen=True, slots=True)
class Job(Generic[In, Out]):
    """What every worker is told once."""

    task: Callable[[In], Out]
    prepare: Callable[[In], object] | None
    limits: Limits | None


class Worker(Generic[In, Out]):
    """A process and a line to it. It has one item at a time, so that nothing else is to blame for its end."""

    def __init__(self, job: Job[In, Out]) -> None:
        self._limits = job.limits
        # A started process shares nothing with this one: no locks held by its threads, the same on every system.
        context = multiprocessing.get_context("spawn")
        self.line, its_line = context.Pipe()
        self._process = context.Process(target=_serve, args=(its_line, job), daemon=True)
        self._process.start()
        its_line.close()
        self._number: int | None = None
        self.deadline = math.inf

    @property
    def busy(self) -> bool:
        """Whether it has an item."""
        return self._number is not None

    def is_alive(self) -> bool:
        """Whether it can be given one."""
        return self._process.is_alive()

    def begin(self, number: int, item: In) -> None:
        """Give it an item, which has that number."""
        self._number = number
        try:
            self.line.send(item)
        except OSError:
            raise _broken() from None

    def hear(self) -> tuple[int, Outcome[Out]] | None:
        """The outcome of its item, or None if that has only begun."""
        try:
            said = self.line.recv()
        except (EOFError, OSError):
            return self._outcome(self._death())
        if isinstance(said, (Result, Raised)):
            return self._outcome(said)
        self.deadline = time.monotonic() + self._limits.seconds * _PATIENCE if self._limits else math.inf
        return None

    def interrupt(self) -> tuple[int, Outcome[Out]] | None:
        """Kill it if its item has taken too long by the clock."""
        if time.monotonic() < self.deadline:
            return None
        self.end()
        return self._outcome(Stopped("time"))

    def end(self) -> None:
        """Let it end if it has nothing to do, and kill it otherwise."""
        if self.busy:
            self._process.kill()
        self.line.close()
        self._process.join()

    def _outcome(self, outcome: Outcome[Out]) -> tuple[int, Outcome[Out]]:
        number = typing.cast("int", self._number)
        self._number, self.deadline = None, math.inf
        return number, outcome

    def _death(self) -> Stopped:
        self._process.join()
        # Before an item has begun it is not to blame.
        if self.deadline == math.inf:
            raise _broken()
        return Stopped(_why(self._process.exitcode or 0))


def _broken() -> BrokenProcessPool:
    return BrokenProcessPool("a worker process ended before its work did")


def _why(code: int) -> Why:
    """What an exit code says of a worker's end."""
    if code == _NO_MEMORY:
        return "memory"
    signals = {-number: _BY_SIGNAL.get(number.name) for number in signal.Signals}
    return signals.get(code) or "died"


# --- in a worker -----------------------------------------------------------------------------------


def _serve(line: Connection, job: Job[Any, Any]) -> None:
    """Do one item after the other until there are no more."""
    # Ctrl-C reaches every process of a terminal: the one that started this one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            item = line.recv()
        except (EOFError, OSError):
            return
        line.send_bytes(_answer(line, job, item))


def _end_with_parent() -> None:
    """End even in the midst of an item when the process that started this one was killed and can tell it nothing."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(line: Connection, job: Job[Any, Any], item: Any) -> bytes:
    try:
        if job.prepare is not None:
            job.prepare(item)
        line.send(_Begun())
        return pickle.dumps(Result(_limited(job, item)))
    except Exception as error:  # noqa: BLE001 - it is raised where the results are read
        return _raised(error)


def _limited(job: Job[In, Out], item: In) -> Out:
    if job.limits is None:
        return job.task(item)
    _limit_memory(job.limits.megabytes)
    _limit_time(job.limits.seconds)
    try:
        return job.task(item)
    except Exception as error:
        if _lacks_memory(error):
            # What ran out of memory may be left half done: a fresh worker goes on.
            os._exit(_NO_MEMORY)
        raise
    finally:
        # Sending the result is no part of the item.
        _limit_time(0)
        _limit_memory(None)


def _lacks_memory(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _raised(error: Exception) -> bytes:
    where = "".join(traceback.format_exception(error))
    try:
        said = pickle.dumps(Raised(error, where))
        pickle.loads(said)  # noqa: S301 - made in the line before
    except Exception:  # noqa: BLE001 - an error can forbid its pickling in any way
        return pickle.dumps(Raised(RuntimeError(f"{type(error).__name__} in a worker"), where))
    return said


def _limit_time(seconds: float) -> None:
    """End this process when it has computed that long from now, with all its threads; 0 takes the limit back."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int | None) -> None:
    """Let this process have no more data than that. Not its addresses: a library maps more than it uses."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most if megabytes is None else megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
