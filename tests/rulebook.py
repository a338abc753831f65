"""The shipped rulebook with some numbers changed: what an attorney's edit of a file would make of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cases.law import rules

Count = Mapping[str, Any]  # lines of `count`, such as {"amount": 45}


def edited(
    counts: Mapping[str, Count], *, new_version: Mapping[str, tuple[dt.date, Count]] | None = None
) -> rules.Rulebook:
    """The book in which the newest version of each of these rules counts differently.

    ``new_version`` adds a block instead: in force from a day, counting so, the one before it ended the day before.
    """
    rows = rules.read_rows(rules.FOLDER)
    newest = {row["id"]: number for number, (_, row) in enumerate(rows)}
    changed: list[tuple[str, Mapping[str, Any]]] = []
    for number, (file, row) in enumerate(rows):
        if newest[row["id"]] != number:
            changed.append((file, row))
        elif row["id"] in (new_version or {}):
            changed += [(file, each) for each in _followed(row, *(new_version or {})[row["id"]])]
        else:
            changed.append((file, _counting(row, counts[row["id"]]) if row["id"] in counts else row))
    return rules.make_rulebook(changed)


def _counting(row: Mapping[str, Any], count: Count) -> dict[str, Any]:
    return {**row, "count": {**row["count"], **count}, "version": f"{row['version']}+"}


def _followed(row: Mapping[str, Any], begins: dt.date, count: Count) -> list[dict[str, Any]]:
    """The row, ended, and the one that follows it."""
    ended = {**row, "effective": {**row["effective"], "to": begins - dt.timedelta(days=1)}}
    later = {**_counting(row, count), "version": "new", "effective": {**row["effective"], "from": begins}}
    later.pop("also_known_as", None)
    return [ended, later]
