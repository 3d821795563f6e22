"""A Parquet file in, its rows out. Only the columns that are needed are read, some rows at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from analysis.readers import Raw, Unreadable, columns
from analysis.readers.rows import Row

if TYPE_CHECKING:
    import pyarrow.parquet as pq

#: Bytes that a group of rows, which is decompressed at once, may then have.
LARGEST = 2_000_000_000

_BATCH = 256
#: The last bytes of a file whose footer is encrypted.
_ENCRYPTED = b"PARE"


def parquet_rows(raw: Raw) -> Iterator[Row]:
    """The rows of a `.parquet` file. What stands before a broken place is read."""
    number = 0
    try:
        for number, row in enumerate(_rows(raw), start=1):
            yield Row(number, row)
    except Unreadable:
        raise
    except (OSError, ValueError, LookupError, RuntimeError) as error:  # what Arrow raises is one of these
        raise _unreadable(raw.data, str(error), number) from None


def _rows(raw: Raw) -> Iterator[dict[columns.Field, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = pa.BufferReader(raw.data)
    schema = pq.read_schema(source)
    columns.expect(schema.names, raw.columns, name=raw.name)
    found = columns.find(schema.names, raw.columns)
    metadata = pq.read_metadata(source)
    _refuse_bomb(metadata)
    # A text that stands in a million rows is stored once, and as a dictionary it also stays one in memory.
    paths = list(_paths(metadata, found.values()))
    file = pq.ParquetFile(source, metadata=metadata, read_dictionary=paths, page_checksum_verification=True)
    for batch in file.iter_batches(_BATCH, columns=paths, use_threads=False):
        cells = {field: batch.column(column) for field, column in found.items()}
        for place in range(batch.num_rows):
            yield {field: _value(column[place]) for field, column in cells.items()}


def _paths(metadata: pq.FileMetaData, wanted: Collection[str]) -> Iterator[str]:
    """The columns as Parquet has them: what a list or an object holds is a column below it."""
    for number in range(metadata.num_columns):
        path = metadata.schema.column(number).path
        if any(path == name or path.startswith(f"{name}.") for name in wanted):
            yield path


def _value(scalar: Any) -> Any:
    """A cell as Python has it; what Python has no value for (a broken string, the year 300,000) as bytes."""
    try:
        return scalar.as_py()
    except (ArithmeticError, LookupError, ValueError):
        return b""


def _refuse_bomb(metadata: pq.FileMetaData) -> None:
    # Of the group only: to ask for a column of a damaged file ends the process.
    size = max((metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)), default=0)
    if size > LARGEST:
        what = f"a row group of it has {size:,} bytes once decompressed, the limit is {LARGEST:,}"
        raise Unreadable("too_large", what, "write it in smaller row groups")


def _unreadable(data: bytes, error: str, number: int) -> Unreadable:
    if data.endswith(_ENCRYPTED) or "crypt" in error.lower():
        return Unreadable("encrypted", "it is encrypted", "write it without encryption")
    if number:
        return Unreadable("malformed", f"it is damaged after row {number:,}", "get it anew from where it came from")
    return Unreadable("malformed", "it is no Parquet file, or a damaged one", "get it anew from where it came from")
