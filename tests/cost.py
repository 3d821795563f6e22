"""Work that can be made in any size in, how its cost grows with that size out: 1 in proportion, 2 with its square.

A busy machine takes several times as long for the same work, and not always equally so. Therefore no test counts
seconds, and none compares two measurements as they come: the sizes stand so far apart that in proportion and with
the square differ sixteenfold, the small one is measured before and after the large one, and what looks too dear is
measured again before it is believed.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable
from typing import Final

#: What grows faster than this is not in proportion. A machine must slow the large size fourfold, always and only it,
#: to bring it there; and the small one in the same way to hide a square.
PROPORTIONAL: Final = 1.5
#: How many times larger the large size is than the small one.
_APART: Final = 16
#: Seconds below which the small size says nothing. What takes an eighth of a second in the large size is thereby
#: in proportion whatever it does.
_FLOOR: Final = 0.002
#: It is measured at most so often, and not again when that would take more than a minute or so.
_ATTEMPTS: Final = 5
_PATIENCE: Final = 60


def growth(prepare: Callable[[int], Callable[[], object]], *, size: int, enough: float = PROPORTIONAL) -> float:
    """The exponent with which the cost grows up to that size. `prepare(size)` makes the work and costs nothing itself.

    It is measured again until it is less than `enough`, or is not to be doubted any more.
    """
    small: list[float] = []
    large: list[float] = []
    exponent = math.inf
    while exponent >= enough and len(large) < _ATTEMPTS and sum(large) < _PATIENCE:
        small += [_seconds(prepare(size // _APART)) for _ in range(3)]
        large.append(_seconds(prepare(size)))
        small += [_seconds(prepare(size // _APART)) for _ in range(3)]
        exponent = math.log(min(large) / max(statistics.median(small), _FLOOR), _APART)
    return exponent


def _seconds(work: Callable[[], object]) -> float:
    """What the work computes, without what it costs to collect the garbage of others."""
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return max(time.process_time() - begun, 1e-9)
    finally:
        gc.enable()
