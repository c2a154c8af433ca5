"""markdownify, in the dialect of Python-Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4.element import NavigableString, Tag
from bs4.formatter import HTMLFormatter
from markdownify import ATX, MarkdownConverter

from .codeblock import LANGUAGE
from .markdowntext import escaped, escaped_at_line_start, fence, verbatim

_ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    **{name: set() for name in ("em", "strong", "br", "code")},
}
"""What Markdown can say within a paragraph, and the attributes it can give."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLE = ("table", "thead", "tbody", "tr", "th", "td")
_BLOCKS = frozenset(("p", "blockquote", "ul", "ol", "li", "hr", "pre", *_TABLE, *_HEADINGS))
_PLAIN_ADDRESS = re.compile(r"[^\s\\`<>()\[\]\"'*\x7f-\xa0]+\Z")
_PLAIN_WORDS = re.compile(r"[^\\`<>&\[\]\"'\n]*\Z")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_INDENT = " " * 4  # Python-Markdown's, for whatever belongs to an item
_LINES = re.compile(r"(?m)^(?=.)")

_VERBATIM = HTMLFormatter(verbatim, void_element_close_prefix="", empty_attributes_are_booleans=True)

Convert = Callable[[Tag, str, set[str]], str]


class Converter(MarkdownConverter):
    """Writes blocks that are in normal form. What is no Markdown within a paragraph is written as HTML."""

    def __init__(self) -> None:
        super().__init__(heading_style=ATX)

    def block(self, tag: Tag) -> str:
        """One block as Markdown, without line breaks around it."""
        return self.convert_soup(tag).strip("\n")

    def get_conv_fn(self, tag_name: str) -> Convert:
        """markdownify asks: how to write elements of this name."""
        if tag_name not in _BLOCKS and tag_name not in _ALLOWED:
            return _html
        function: Convert = getattr(self, f"convert_{tag_name}")
        return function

    def process_text(self, el: NavigableString, parent_tags: set[str]) -> str:
        """markdownify calls: any text."""
        if parent_tags & {"pre", "code"}:
            return str(el)
        return _text(el, in_cell=bool(parent_tags & {"td", "th"}))

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, "*")

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, "**")

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href, title = str(el.get("href", "")), str(el.get("title", ""))
        if not _is_sayable(el, href, title) or not text:
            return _html(el, text, parent_tags)
        if el.get_text() == href and _SCHEME.match(href) and not title and not el.find(True):
            return f"<{href}>"
        return f"[{text}]({_destination(href, title)})"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source, alt, title = (str(el.get(name, "")) for name in ("src", "alt", "title"))
        if not _is_sayable(el, source, title + alt):
            return _html(el, text, parent_tags)
        return f"![{alt}]({_destination(source, title)})"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags:
            return text
        if el.attrs or el.find(True) or not re.fullmatch(r"[!-~](?:[ -~\u00a1-\u167f]*[!-~])?", text):
            return _html(el, text, parent_tags)
        ticks = fence(text, "`", 1)
        space = " " * ("`" in text)
        return f"{ticks}{space}{text}{space}{ticks}"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        following = el.next_sibling
        repeated = isinstance(following, Tag) and following.name == "br"
        return "<br>" if repeated or el.parent is None or el.parent.name not in ("p", "li") else "  \n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {"li", "blockquote"}:  # where no fence is seen; its language gets lost, so the list stays HTML
            return f"\n\n{_LINES.sub(_INDENT, text)}\n\n"
        language = LANGUAGE.search(" ".join(el.code.get_attribute_list("class")) if el.code else "")
        fences = fence(text, "`", 3)
        return f"\n\n{fences}{language.group(1) if language else ''}\n{text}\n{fences}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        lines = text.strip("\n").split("\n")
        return "\n\n" + "\n".join(f"> {line}" if line else ">" for line in lines) + "\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        numbered = el.parent is not None and el.parent.name == "ol"
        mark = f"{len(el.find_previous_siblings('li')) + 1}. " if numbered else "- "
        is_loose = el.find("p", recursive=False) is not None
        return f"{mark}{_LINES.sub(_INDENT, text.strip(chr(10)))[len(_INDENT) :]}\n" + "\n" * is_loose

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        nested_tightly = "li" in parent_tags and el.find_previous_sibling("p") is None
        text = text.strip("\n")
        return f"\n{text}" if nested_tightly else f"\n\n{text}\n\n"

    convert_ol = convert_ul

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        head, *rows = text.strip("\n").split("\n")
        columns = len(el.tr.find_all("th", recursive=False)) if el.tr else 0
        return "\n\n" + "\n".join([head, "|" + " --- |" * columns, *rows]) + "\n\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"|{text}\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {text} |"

    convert_th = convert_td

    def convert_tbody(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_thead = convert_tbody

    def convert_h1(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        anchor = f" {{#{el['id']}}}" if el.get("id") else ""
        text = re.sub(r"#\Z", r"\\#", text)
        return f"\n\n{'#' * int(el.name[1])} {text}{anchor}\n\n"

    convert_h2 = convert_h3 = convert_h4 = convert_h5 = convert_h6 = convert_h1


def _html(el: Tag, text: str, parent_tags: set[str]) -> str:
    return el.decode(formatter=_VERBATIM)


def _text(el: NavigableString, *, in_cell: bool) -> str:
    text = escaped(str(el), in_cell=in_cell)
    before, after = el.previous_sibling, el.next_sibling
    begins = before is None and el.parent is not None and el.parent.name not in _ALLOWED
    if begins or (isinstance(before, Tag) and before.name == "br"):
        text = escaped_at_line_start(text)
    if text.endswith("!") and isinstance(after, Tag) and after.name == "a":
        text = text[:-1] + r"\!"
    return text


def _emphasis(el: Tag, text: str, mark: str) -> str:
    return _html(el, text, set()) if el.attrs else f"{mark}{text}{mark}"


def _is_sayable(el: Tag, address: str, words: str) -> bool:
    return set(el.attrs) <= _ALLOWED[el.name] and bool(_PLAIN_ADDRESS.match(address) and _PLAIN_WORDS.match(words))


def _destination(address: str, title: str) -> str:
    return f'{address} "{title}"' if title else address
