"""Parquet: a document a row, a few rows in memory at a time; a broken row group costs no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from dragoman.errors import InputError
from dragoman.intake.columns import guesses, resolve_columns
from dragoman.intake.fields import Fields, document_from_fields
from dragoman.intake.packed import bomb, is_bomb
from dragoman.intake.table import TableSettings
from dragoman.model.document import Document

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

ROWS_AT_A_TIME = 16
BUFFER = 1 << 18


def documents_from_parquet(file: BinaryIO, source: str, settings: TableSettings) -> Iterator[Document | InputError]:
    """The documents of a table in order; an error that names the row stands for each that cannot be read.

    `file` must be able to seek. Rows count from 1.
    """
    from pyarrow import ArrowException  # noqa: PLC0415 - a heavy import, needed for such files alone
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 - as above

    try:
        table = ParquetFile(file, buffer_size=BUFFER, page_checksum_verification=True)
        header = [str(name) for name in table.schema_arrow.names]
        columns = resolve_columns(header, settings.columns, source)
    except InputError as error:
        yield error
        return
    except (ArrowException, OSError, ValueError) as error:
        yield InputError(source, f"no Parquet ({one_line(error)})", "fetch or write it again")
        return
    if guess := guesses(columns, header, settings.columns):
        settings.say(source, guess)
    first = 1
    for group in range(table.num_row_groups):
        rows = table.metadata.row_group(group).num_rows
        number = first
        try:
            refuse_bomb(table, group, source)
            for batch in batches_of(table, group, [header[column] for column in columns.values()]):
                for row in range(batch.num_rows):
                    yield document_from_row(batch, row, columns, f"{source}, row {number}", settings.published)
                    number += 1
        except InputError as error:
            yield error
        except (ArrowException, OSError, ValueError) as error:
            place = f"{source}, rows {number} to {first + rows - 1}"
            yield InputError(place, f"broken ({one_line(error)})", "fetch or write it again")
        first += rows


def batches_of(table: ParquetFile, group: int, names: list[str]) -> Iterator[RecordBatch]:
    """The rows of a row group, a few at a time."""
    yield from table.iter_batches(ROWS_AT_A_TIME, row_groups=[group], columns=names, use_threads=False)


def refuse_bomb(table: ParquetFile, group: int, source: str) -> None:
    """Nothing, for a row group of credible size.

    Raises:
        InputError: when a column would unpack to absurd sizes.
    """
    stored = table.metadata.row_group(group)
    for number in range(stored.num_columns):
        column = stored.column(number)
        if is_bomb(column.total_compressed_size, column.total_uncompressed_size):
            raise bomb(source, column.compression.lower(), column.data_page_offset)


def document_from_row(
    batch: RecordBatch, row: int, columns: Mapping[str, int], place: str, published: date | None
) -> Document | InputError:
    """One document, or what is wrong with its row."""
    try:
        cells = {name: text_of(batch.column(number)[row].as_py()) for number, name in enumerate(columns)}
    except UnicodeDecodeError:
        return InputError(place, "not utf-8", "write the table with text in UTF-8")
    except (TypeError, ValueError, OverflowError) as error:
        return InputError(place, f"a cell that is no text ({one_line(error)})", "write the table with text in its cells")
    text = cells.pop("text") or ""
    return document_from_fields(Fields(text, **cells), place, published)


def text_of(cell: Any) -> str | None:
    """What a cell holds, as text; None where it is empty.

    Raises:
        TypeError: for lists and the like.
        UnicodeDecodeError: for bytes that are no UTF-8.
    """
    if cell is None or isinstance(cell, str):
        return cell or None
    if isinstance(cell, bytes):
        return cell.decode()
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, bool | int | float):
        return str(cell)
    raise TypeError(f"{type(cell).__name__}")


def one_line(error: Exception) -> str:
    """The first line of what a library says."""
    return next(iter(str(error).splitlines()), type(error).__name__)[:200]
