"""Where work runs changes nothing of what comes out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import executors


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
    deadline = time.monotonic() + 20
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
