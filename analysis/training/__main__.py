"""Learn all models anew: `python -m analysis.training DATA`, where DATA is the folder of the evaluation data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from analysis.training import antecedents, attributions, names

#: What can be learned: a function of the data's folder each, in a module of this package named like the table.
TRAININGS: tuple[Callable[[Path], None], ...] = (attributions.train, names.train, antecedents.train)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data: Path) -> None:
    """Learn every model from the data in a folder and write it into the package."""
    for train in TRAININGS:
        train(data)


if __name__ == "__main__":
    main()
