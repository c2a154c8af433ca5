"""XML as WordPress's own exporter writes it, element by element."""

from __future__ import annotations

from html import escape

from ...comment import without_controls


def element(name: str, text: str, attributes: str = "") -> str:
    """An element that holds this text, without the control characters that XML cannot hold."""
    return f"<{name}{attributes}>{escape(without_controls(text), quote=False)}</{name}>"


def cdata(name: str, text: str, attributes: str = "") -> str:
    """The same, with the text as it is; ``]]>`` is split as WordPress's ``wxr_cdata()`` does."""
    inside = without_controls(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{attributes}><![CDATA[{inside}]]></{name}>"
