"""The elements of HTML, sorted by what matters for an import."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")

DROPPED = _names("base link meta script style")
"""The site's Content-Security-Policy forbids what these do."""

PREFORMATTED = _names("pre textarea")

TABLE_PARTS = _names("caption col colgroup tbody td tfoot th thead tr")

BLOCKS = TABLE_PARTS | _names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noscript object ol p"
    " pre search section summary table textarea ul video"
)
"""What breaks a paragraph in HTML, or begins a block of HTML for Python-Markdown."""

FORMATTING = _names("a abbr b big cite code del em font i ins mark s small strike strong sub sup tt u")

INLINE = FORMATTING | _names(
    "acronym area audio bdi bdo br button data dfn embed img input kbd label map meter optgroup option output param"
    " picture progress q rp rt ruby samp select source span svg time track var wbr"
    " circle defs ellipse g line path polygon polyline rect symbol text tspan use"
)

ELEMENTS = BLOCKS | INLINE | DROPPED
"""All that are known: another one shows nothing but its text in any browser."""

TRANSPARENT = _names("article body center div font footer header hgroup html main noscript section span")
"""Without meaning of their own, once the theme that gave them a look is gone."""

NOTHING = (_names(""), _names(""))
_PARAGRAPH_BORDER = _names("table td th caption button object")
_CELL_BORDER = _names("table")
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "a": (_names("a"), _PARAGRAPH_BORDER),
    "p": (_names("p"), _PARAGRAPH_BORDER),
    "li": (_names("li"), _names("ul ol menu dir table")),
    **dict.fromkeys(("dt", "dd"), (_names("dt dd"), _names("dl table"))),
    **dict.fromkeys(("td", "th"), (_names("td th"), _CELL_BORDER)),
    "tr": (_names("tr"), _CELL_BORDER),
    **dict.fromkeys(("tbody", "tfoot"), (_names("thead tbody tfoot"), _CELL_BORDER)),
    **dict.fromkeys(("iframe", "object", "video", "textarea"), NOTHING),  # blocks to Python-Markdown alone
}
"""What a start tag closes when its end tag has been left out, and what stops the search for it; HTML, 13.1.2.4."""
