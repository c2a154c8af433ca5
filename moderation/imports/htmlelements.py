"""The elements of HTML, sorted by what matters for an import."""

from __future__ import annotations

VOID = frozenset("area br col embed hr img input param source track wbr base link meta".split())

DROPPED = frozenset("base link meta script style".split())
"""The site's Content-Security-Policy forbids what these do."""

PREFORMATTED = frozenset("pre textarea".split())

TABLE_PARTS = frozenset("caption col colgroup tbody td tfoot th thead tr".split())

BLOCKS = TABLE_PARTS | frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noscript object ol p pre"
    " search section summary table textarea ul video".split()
)
"""What breaks a paragraph in HTML, or begins a block of HTML for Python-Markdown."""

FORMATTING = frozenset("a abbr b big cite code del em font i ins mark s small strike strong sub sup tt u".split())

INLINE = FORMATTING | frozenset(
    "acronym audio bdi bdo br button data dfn embed img input kbd label map area meter output param picture progress q"
    " rp rt ruby samp select optgroup option source span svg time track var wbr"
    " circle defs ellipse g line path polygon polyline rect symbol text tspan use".split()
)

ELEMENTS = BLOCKS | INLINE | DROPPED
"""All that are known: another one shows nothing but its text in any browser."""

TRANSPARENT = frozenset("article body center div font footer header hgroup html main noscript section span".split())
"""Without meaning of their own, once the theme that gave them a look is gone."""

NOTHING = (frozenset[str](), frozenset[str]())
_CELL_BORDER = frozenset({"table", "template"})
CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "p": (frozenset({"p"}), frozenset({"table", "td", "th", "caption", "button", "object"})),
    "a": (frozenset({"a"}), frozenset({"table", "td", "th", "caption", "button", "object"})),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "td": (frozenset({"td", "th"}), _CELL_BORDER),
    "th": (frozenset({"td", "th"}), _CELL_BORDER),
    "tr": (frozenset({"tr"}), _CELL_BORDER),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), _CELL_BORDER),
    "tfoot": (frozenset({"thead", "tbody", "tfoot"}), _CELL_BORDER),
    **dict.fromkeys(("iframe", "object", "video", "textarea"), NOTHING),
}
"""What a start tag closes when its end tag has been left out, and what stops the search for it; HTML, 13.1.2.4."""
