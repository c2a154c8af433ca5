"""What each shortcode that WordPress itself brings shows, as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

_MEDIA = {
    "audio": ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma"),
    "video": ("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv"),
}
# A picture, or a link around one: what comes first in [caption].
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)\Z", re.IGNORECASE | re.DOTALL)

_LANGUAGES = (
    "actionscript3 bash c coldfusion cpp csharp css delphi diff erlang fsharp go groovy html java javafx javascript js"
    " latex matlab objc pascal perl php powershell py python r ruby scala shell sql vb xhtml xml yaml"
)
_RENAMED = {"shell": "bash", "js": "javascript", "py": "python", "vb": "vbnet"}
CODE = {"code": "", "sourcecode": "", "plain": "", "text": ""} | {
    name: _RENAMED.get(name, name) for name in _LANGUAGES.split()
}
"""SyntaxHighlighter's shortcodes, and the language of each. They are shortcodes only with their closing tag."""

ENCLOSING = CODE.keys() | {"caption", "wp_caption", "embed", "audio", "video"}
"""Those that are known with a closing tag."""
ALONE = frozenset({"gallery", "audio", "video"})
"""Those that are known without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of a gallery."""

    url: str
    alt: str = ""
    caption: str = ""
    """HTML."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode with what stands between it and its closing tag."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: str = ""


Gallery = Callable[[Sequence[int]], Sequence[Image]]
"""The images with these numbers, or those attached to the post if there is none."""


def replacement(code: Shortcode, gallery: Gallery) -> str | None:
    """The HTML for a shortcode that is known; None if there is nothing that it could show."""
    name = code.name.lower()
    if name in CODE:
        return _code(code, CODE[name])
    if name == "gallery":
        images = gallery([*_numbers(code.attributes.get("ids") or code.attributes.get("include") or "")])
        return "\n\n".join(_figure(_image(image), image.caption) for image in images) or None
    if name == "embed":
        return f"\n\n{code.content.strip()}\n\n"
    if name in _MEDIA:
        return _media(name, code)
    return _caption(code)


def _numbers(ids: str) -> Iterator[int]:
    return (int(number) for number in re.findall(r"\b[0-9]{1,18}\b", ids))


def _code(code: Shortcode, language: str) -> str:
    """Code is stored with entities by one editor, without by the other; it is shown the same."""
    language = code.attributes.get("language") or code.attributes.get("lang") or language
    known = re.fullmatch(r"[\w#.+-]+", language)
    start = f'<code class="language-{escape(language.lower())}">' if known else "<code>"
    return f"\n\n<pre>{start}{escape(unescape(code.content.strip(chr(10))), quote=False)}</code></pre>\n\n"


def _caption(code: Shortcode) -> str | None:
    """Since WordPress 3.4 the caption stands behind the picture; before, it was an attribute."""
    match = _PICTURE.match(code.content)
    caption = code.attributes.get("caption")
    if caption is not None:
        return _figure(code.content.strip(), unescape(caption))
    return _figure(match.group(1), match.group(2).strip()) if match else None


def _figure(content: str, caption: str) -> str:
    ending = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"\n\n<figure>{content}{ending}</figure>\n\n"


def _image(image: Image) -> str:
    return f'<img src="{escape(image.url)}" alt="{escape(image.alt)}">'


def _media(name: str, code: Shortcode) -> str | None:
    given = [code.attributes[key] for key in _MEDIA[name] if code.attributes.get(key)]
    sources = given or [value for key, value in code.attributes.items() if key == "0" and ":" in value]
    if not sources:
        return None
    shape = "".join(
        f' {key}="{escape(code.attributes[key])}"' for key in ("poster", "width", "height") if key in code.attributes
    )
    start = f"<{name} controls{shape if name == 'video' else ''}"
    if len(sources) == 1:
        return f'\n\n{start} src="{escape(sources[0])}"></{name}>\n\n'
    inside = "".join(f'<source src="{escape(source)}">' for source in sources)
    return f"\n\n{start}>{inside}</{name}>\n\n"
