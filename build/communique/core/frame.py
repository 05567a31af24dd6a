"""Makes a typed, sorted frame of a table from rows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import accumulate, chain
from types import NoneType
from typing import TYPE_CHECKING, cast

from communique.core.declared import Field, Table, table
from communique.core.errors import CommuniqueError
from communique.core.targets import polars_dtype

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa


# Types whose values need no look at each: a datetime is a date to isinstance, but not to type().
PLAIN: dict[str, frozenset[type]] = {
    "string": frozenset((str, NoneType)),
    "boolean": frozenset((bool, NoneType)),
    "integer": frozenset((int, NoneType)),
    "number": frozenset((float, NoneType)),
    "date": frozenset((date, NoneType)),
}


class ValueDoesNotFit(CommuniqueError):
    """A row has a column or a value that the schema of its table does not admit."""


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Return `rows` as the table `name`: its columns in order, typed, sorted by its sort key.

    A missing key is null, and so is an empty string; a missing list is empty, and lists are sorted
    and made distinct. A datetime must have a time zone and is turned to UTC. ValueDoesNotFit names
    the table, the column and the value where one does not fit; what else the schema demands (no
    null, patterns, bounds) is left to validation, which lists everything at once.
    """
    import polars as pl

    declared = table(name)
    columns = _columns(declared, list(rows))
    series = [_series(declared, field, columns) for field in declared.fields]
    return sort(declared, pl.DataFrame(series))


def _columns(declared: Table, rows: list[Mapping[str, object]]) -> dict[str, list[object]]:
    """Return the values of each declared column; ValueDoesNotFit names one that is not declared."""
    known = frozenset(declared.columns)
    orders = set(map(tuple, rows))
    if not all(known.issuperset(order) for order in orders):
        number, row = next((n, r) for n, r in enumerate(rows, 1) if not r.keys() <= known)
        extra = ", ".join(sorted(row.keys() - known))
        raise ValueDoesNotFit(
            f"{declared.name}: row {number} has columns that schemas/{declared.name}.schema.json "
            f"does not declare: {extra}; declare them there or leave them out"
        )
    if len(orders) == 1:  # as a rule, rows are made in one place: turned as a whole
        turned = zip(*(row.values() for row in rows), strict=True)
        found = dict(zip(orders.pop(), map(list, turned), strict=True))
        return {c: found[c] if c in found else [None] * len(rows) for c in declared.columns}
    return {column: [row.get(column) for row in rows] for column in declared.columns}


def sort(declared: Table, data: pl.DataFrame) -> pl.DataFrame:
    """Return `data` in the order of the sort key of its table, nulls first, terms by their letters.

    A table without a primary key is then sorted by all its columns, so that the order depends on
    nothing but the rows.
    """
    import polars as pl

    key = declared.sort_key
    if not declared.primary_key:
        key = (*key, *(column for column in declared.columns if column not in key))
    terms = {field.name for field in declared.fields if field.type == "string" and field.enum}
    by = [pl.col(column).cast(pl.String) if column in terms else pl.col(column) for column in key]
    return data.sort(by, nulls_last=False, maintain_order=True)


def _series(declared: Table, field: Field, columns: dict[str, list[object]]) -> pl.Series:
    import polars as pl

    values = columns[field.name]
    if not _is_plain(field, values):
        for position, value in enumerate(values):
            try:
                values[position] = _fitted(field, value)
            except ValueDoesNotFit as error:
                key = "|".join(str(columns[column][position]) for column in declared.primary_key)
                raise ValueDoesNotFit(
                    f"{declared.name} {key or f'row {position + 1}'}, column {field.name}: {error}"
                ) from None
    if field.type == "list":
        return pl.Series(field.name, _lists(cast("list[list[str]]", values)))
    return pl.Series(field.name, values, dtype=polars_dtype(field), strict=True)


def _lists(values: list[list[str]]) -> pa.LargeListArray:
    """Return lists as Arrow has them: Polars would build them value by value from Python.

    Made of their parts, since `pyarrow.array` loads pandas before it looks at a Python list.
    """
    import polars as pl
    import pyarrow as pa

    ends = array("q", accumulate(map(len, values), initial=0))
    offsets = pa.Array.from_buffers(pa.int64(), len(ends), [None, pa.py_buffer(ends)])
    items = pl.Series(list(chain.from_iterable(values)), dtype=pl.String).to_arrow()
    return pa.LargeListArray.from_arrays(offsets, items.cast(pa.large_string()))


def _is_plain(field: Field, values: list[object]) -> bool:
    """Tell whether every value fits as it is; most columns do, and need no look at each value."""
    kinds = PLAIN.get(field.type)
    if kinds is None or not set(map(type, values)) <= kinds:
        return False
    if field.type != "string":
        return True
    distinct = set(values)
    return "" not in distinct and (not field.enum or distinct <= {None, *field.enum})


def _fitted(field: Field, value: object) -> object:
    """Return `value` as its column takes it; ValueDoesNotFit says why it cannot."""
    if field.type == "list":
        return _fitted_list(field, value)
    if value is None or (value == "" and field.type == "string"):
        return None
    if field.type == "string":
        if isinstance(value, str) and (not field.enum or value in field.enum):
            return value
        expected = f"one of {', '.join(field.enum)}" if field.enum else "a string"
    elif field.type == "boolean":
        if isinstance(value, bool):
            return value
        expected = "true or false"
    elif field.type == "integer":
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        expected = "a whole number"
    elif field.type == "number":
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        expected = "a number"
    elif field.type == "date":
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        expected = "a date without time"
    else:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC)
        expected = "a datetime with a time zone"
    raise ValueDoesNotFit(f"{value!r} is not {expected}")


def _fitted_list(field: Field, value: object) -> list[str]:
    if value is None or value == []:
        return []
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ValueDoesNotFit(f"{value!r} is not a list of strings")
    items = list(value)
    for item in items:
        if not isinstance(item, str) or not item:
            raise ValueDoesNotFit(f"{item!r} in a list is not a string with characters")
        if field.enum and item not in field.enum:
            raise ValueDoesNotFit(f"{item!r} in a list is not one of {', '.join(field.enum)}")
    return sorted(set(items))
