"""Comments that Staticman wrote into a site's repository, ``_data/comments/<slug>/*.yml``, https://staticman.net/docs.

Every site names its own fields; the names here are those of Staticman's examples and of the themes that use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from ...errors import InvalidExport
from .. import jsonfile
from ..foreign import ForeignComment
from . import pagefolders
from .fields import Fields
from .moments import moment

_SUFFIXES = (".yml", ".yaml", ".json")
_TEXTS = ("message", "comment", "body", "text")
_IDS = ("_id", "id")
_PARENTS = ("replying_to_uid", "replying_to_id", "replyID", "reply_to", "replying_to", "parent_id", "parent", "_parent")
_NULLS = ("~", "null", "Null", "NULL")


def read(path: Path) -> Iterator[ForeignComment]:
    """The comments in the folders below this one, which are named like the articles. Raises InvalidExport."""
    for page, paths in pagefolders.pages(path, _SUFFIXES):
        entries = [(f"{page}/{path.stem}", _fields(path)) for path in paths]
        numbers = _numbers(entries)
        for name, fields in entries:
            yield ForeignComment(
                number=_first(fields, _IDS) or name,
                page=page,
                author=fields.text("name"),
                website=fields.text("url"),
                date=moment(fields.text("date")),
                text=_first(fields, _TEXTS),
                parent=next((numbers[said] for said in map(fields.text, _PARENTS) if said in numbers), ""),
                email=fields.text("email") if "@" in fields.text("email") else "",  # mostly it is a hash
            )


def _numbers(entries: Iterable[tuple[str, Fields]]) -> Mapping[str, str]:
    """The comments of one page by all that an answer may name them with: the id, the file's name, or a position.

    Themes after https://mademistakes.com/articles/improving-jekyll-static-comments/ count the comments that answer
    none, from 1, sorted by file name.
    """
    own = {name: _first(fields, _IDS) or name for name, fields in entries}
    top = [own[name] for name, fields in entries if not fields.text("replying_to")]
    by_position = {str(position): number for position, number in enumerate(top, start=1)}
    by_name = {name.rpartition("/")[2]: number for name, number in own.items()}
    return by_position | by_name | {number: number for number in own.values()}


def _first(fields: Fields, names: Iterable[str]) -> str:
    return next(filter(None, map(fields.text, names)), "")


def _fields(path: Path) -> Fields:
    text = pagefolders.read(path)
    value = jsonfile.decode(path, text.encode()) if path.suffix.lower() == ".json" else _yaml(path, text)
    if not isinstance(value, dict) or not any(name in value for name in _TEXTS):
        raise InvalidExport(path, f"is not a comment: it has no field named {' or '.join(_TEXTS)}")
    return Fields(path, value)


def _yaml(path: Path, text: str) -> object:
    try:
        value: object = _Loader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise InvalidExport(path, f"is not YAML ({error.problem})", line) from error
    except yaml.YAMLError as error:  # by the reader of characters, which knows no lines yet
        raise InvalidExport(path, "is not YAML (it holds a control character)") from error
    except RecursionError as error:
        raise InvalidExport(path, "is nested too deeply") from error
    return value


class _Loader(yaml.BaseLoader):
    """Makes texts, lists and dicts of whatever the tags say, so that nothing is run and a date stays as written."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuses aliases: a few lines of them expand to billions of values."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(
                None, None, "an alias, which no comment needs", self.current_event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        """Knows null, which is not the same as the name "null"."""
        return "" if node.style is None and node.value in _NULLS else super().construct_scalar(node)
