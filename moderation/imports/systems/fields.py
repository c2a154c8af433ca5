"""Named values that others wrote, fetched by the type they should have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import InvalidExport


@dataclass(frozen=True, slots=True)
class Fields:
    """An object of a JSON or YAML file, or a row of a table. What is missing, null or of another type is empty."""

    path: Path
    values: Mapping[str, object]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """A string, or a number in digits. Halves of surrogate pairs, which UTF-8 cannot hold, become U+FFFD."""
        value = self.values.get(name)
        if isinstance(value, str):
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

    def flag(self, name: str) -> bool:
        """Whether the value is true."""
        return self.values.get(name) is True

    def within(self, name: str) -> Fields:
        """The object that is the value."""
        value = self.values.get(name)
        return Fields(self.path, value if isinstance(value, dict) else {})

    def objects(self, name: str) -> list[Fields]:
        """The list of objects that is the value. Raises InvalidExport if it is something else."""
        return objects(self.path, self.values.get(name) or [], f'"{name}"')


def objects(path: Path, value: object, what: str) -> list[Fields]:
    """This value as a list of objects. Raises InvalidExport if it is something else."""
    if not isinstance(value, list) or not all(isinstance(element, dict) for element in value):
        raise InvalidExport(path, f"{what} is not a list of objects")
    return [Fields(path, element) for element in value]
