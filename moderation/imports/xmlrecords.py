"""Records out of a large XML file, one at a time: the file is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ..errors import InvalidExport

PIECE = 1 << 16
"""Bytes read at a time."""


@dataclass(slots=True)
class Record:
    """An element and what stands in it. Names are without namespace, but for excerpts, which WordPress calls the
    same as contents."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """The text of each child; of several with the same name, the first."""
    children: list[Record] = field(default_factory=list)
    """Those children that have attributes or children themselves, and are not records on their own."""

    def __getitem__(self, name: str) -> str:
        """The text of the child of this name; empty if there is none."""
        return self.fields.get(name, "")


def records(path: Path, root: Collection[str], wanted: Collection[str]) -> Iterator[tuple[Record, int]]:
    """Every ``wanted`` element once it is complete, with how many bytes have been read. One within another comes
    first, and is not among the other's children.

    Any DOCTYPE is refused, as WordPress's importer does: without one there are no entities to expand or to fetch.
    Raises InvalidExport: no such file, not well-formed, a DOCTYPE, an outermost element that is not ``root``.
    """
    target = _Collector(root, wanted)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    done = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                parser.feed(piece)
                done += len(piece)
                for record in target.take():
                    yield record, done
            parser.close()
    except OSError as error:
        raise InvalidExport(path, f"cannot be read ({error.strerror})") from error
    except ParseError as error:
        raise InvalidExport(path, f"is not well-formed XML ({_problem(error)})", error.position[0]) from error
    except DefusedXmlException as error:
        line = parser.parser.CurrentLineNumber
        raise InvalidExport(path, "has a document type, which no export needs and attacks begin with", line) from error
    except (LookupError, ValueError) as error:  # "multi-byte encodings are not supported"
        raise InvalidExport(path, f"is in an encoding that cannot be read ({error})") from error
    except _WrongRoot as error:
        raise InvalidExport(
            path, f"is no such export: it begins with <{error}>, not with <{'> or <'.join(root)}>"
        ) from error


class _WrongRoot(Exception):
    """The outermost element is another than expected; its name."""


class _Collector:
    """The parser's target: builds records instead of a tree."""

    def __init__(self, root: Collection[str], wanted: Collection[str]) -> None:
        self.root = root
        self.wanted = wanted
        self.open: list[Record] = []
        self.within = 0
        """How many of the open elements are wanted."""
        self.text: list[str] = []
        self.complete: list[Record] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """The parser calls: an element begins."""
        name = _name(tag)
        if not self.open and name not in self.root:
            raise _WrongRoot(name)
        self.within += name in self.wanted
        self.open.append(Record(name, {_name(key): value for key, value in attributes.items()} if attributes else {}))
        self.text.clear()

    def data(self, text: str) -> None:
        """The parser calls: some text."""
        self.text.append(text)

    def end(self, tag: str) -> None:
        """The parser calls: an element ends."""
        record = self.open.pop()
        record.text = "".join(self.text)
        self.text.clear()
        if record.name in self.wanted:
            self.within -= 1
            self.complete.append(record)
        elif self.within:  # what is nobody's part would be kept to the end of the file
            parent = self.open[-1]
            parent.fields.setdefault(record.name, record.text)
            if record.attributes or record.fields or record.children:
                parent.children.append(record)

    def close(self) -> None:
        """The parser calls: the file ends."""

    def take(self) -> list[Record]:
        """What has become complete since the last time."""
        complete, self.complete = self.complete, []
        return complete


def _name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return "excerpt" if name == "encoded" and "excerpt" in namespace else name


def _problem(error: ParseError) -> str:
    return str(error).partition(":")[0]
