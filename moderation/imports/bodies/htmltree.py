"""HTML as a tree that is safe to walk: of limited depth, closed where HTML says so, without what may not run here.

BeautifulSoup's tree would do, but for three things: it nests a second ``<p>`` into the first, it is as deep as its
input, and taking an element out of it searches its siblings, so that hostile input takes quadratic time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .htmlelements import BLOCKS, CLOSED_BY, DROPPED, ELEMENTS, FORMATTING, NOTHING, PREFORMATTED, VOID

Address = Callable[[str], str]

MAX_DEPTH = 40
"""Tags nested deeper than this are left out, their text kept."""

_ADDRESSES = {"src", "href", "poster", "data", "action", "formaction", "cite", "background", "longdesc", "xlink:href"}
_REWRITTEN = {"src", "href", "poster"}
_ATTRIBUTE = re.compile(r"[a-z_:][a-z0-9_:.-]*\Z")
_SCRIPT = re.compile(r"(?:javascript|vbscript|data:text/html)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
_SRCSET = re.compile(r"[^\s,]\S*[^\s,]")


@dataclass(slots=True)
class Element:
    """A tag and what is in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    raw: bool = field(default=False, compare=False)
    """Whether it is to stay HTML, because Markdown has no form for it."""


Node = Element | str


def parse(source: str, address: Address = str) -> tuple[Element, tuple[str, ...]]:
    """The tree, in an element without a name, and the names of what was left out: scripts, styles, event handlers.

    Comments go without a word, tags that no browser knows, too, but for their text. Every address of a file or a page
    has been through ``address``.
    """
    builder = _Builder(address)
    source = _without_comments(source).replace("<!", "&lt;!").replace("<?", "&lt;?")
    end = source.rfind(">") + 1  # no tag begins behind the last one's end; looking for it takes quadratic time
    builder.feed(source[:end])
    builder.close()
    builder.handle_data(html.unescape(source[end:]))
    return builder.root, tuple(dict.fromkeys(builder.dropped))


def without_controls(text: str) -> str:
    """The text with line breaks as ``\\n``, and without the control characters that no file here may hold."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def is_block(node: Node) -> bool:
    """Whether it breaks the paragraph it stands in, or something inside it does."""
    if isinstance(node, str):
        return False
    return node.name in BLOCKS or any(is_block(child) for child in node.children)


def elements(node: Element) -> Iterator[Element]:
    """The element and all in it."""
    yield node
    for child in node.children:
        if isinstance(child, Element):
            yield from elements(child)


def text_of(node: Node) -> str:
    """All text in it; line breaks are ``\\n``."""
    if isinstance(node, str):
        return node
    return "\n" if node.name == "br" else "".join(text_of(child) for child in node.children)


class _Builder(HTMLParser):
    """Python's own parser, and HTML's rules for end tags that may be left out."""

    def __init__(self, address: Address) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.dropped: list[str] = []
        self.inside = ""  # the dropped element that stands open
        self.address = address

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropped.append(tag)
            self.inside = "" if tag in VOID else tag
        if self.inside or tag not in ELEMENTS:
            return
        self._close_implied(tag)
        if tag in VOID or len(self.open) <= MAX_DEPTH:
            element = Element(tag, dict(self._attributes(attrs)))
            self.open[-1].children.append(element)
            if tag not in VOID:
                self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            self.inside = "" if tag == self.inside else self.inside
        elif any(element.name == tag for element in self.open):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if parent.name in PREFORMATTED and not parent.children:
            data = data.removeprefix("\n")  # as HTML has it
        if data and not self.inside:
            parent.children.append(data)

    def _close_implied(self, tag: str) -> None:
        """Closes what HTML says a start tag closes; emphasis and links in it go on behind it."""
        ended, border = CLOSED_BY.get(tag, CLOSED_BY["p"] if tag in BLOCKS else NOTHING)
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].name in border:
                return
            if self.open[index].name in ended:
                interrupted = self.open[index + 1 :]
                del self.open[index:]
                self._reopen(element for element in interrupted if element.name in FORMATTING)
                return

    def _reopen(self, interrupted: Iterator[Element]) -> None:
        for element in interrupted:
            again = Element(element.name, element.attributes)
            self.open[-1].children.append(again)
            self.open.append(again)

    def _attributes(self, attributes: list[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
        for name, value in attributes:
            if not _ATTRIBUTE.match(name) or name == "markdown":  # which would mean something to md_in_html
                continue
            if name.startswith("on") or name == "srcdoc":
                self.dropped.append(name)
            elif name in _ADDRESSES and value and _SCRIPT.match(re.sub(r"[\x00-\x20]", "", value)):
                self.dropped.append("javascript:")
            else:
                yield name, self._rewritten(name, value or "")

    def _rewritten(self, name: str, value: str) -> str:
        if name in _REWRITTEN and value:
            return self.address(re.sub(r"[\t\n]", "", value).strip())
        if name == "srcset":
            return ", ".join(self._candidate(part) for part in re.split(r",\s+", value.strip()))
        return " ".join(value.split())

    def _candidate(self, candidate: str) -> str:
        return _SRCSET.sub(lambda match: self.address(match.group()), candidate.strip(), count=1)


def _without_comments(source: str) -> str:
    end = source.rfind("-->") + 3  # behind the last end, no comment is complete; looking for it takes quadratic time
    return _COMMENT.sub("", source[:end]) + source[end:] if end > 2 else source
