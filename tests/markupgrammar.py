"""Broken markup as attackers write it, and as people do: one grammar for hypothesis and for the fuzzer.

Every piece is close to something that is allowed, or to something that made a hole elsewhere: tags that overlap, hide
in raw text or in another language, end too early or never; values in odd quotation marks, in entities, behind
characters without a shape. A piece is made of pieces, and in the end a part is lost, doubled or disguised.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

from markupfragments import (
    ALLOWED,
    ATTRIBUTES,
    DANGEROUS,
    DATES,
    FOREIGN,
    HALVES,
    HOSTS,
    INVISIBLE,
    NAMED,
    ODD_REFERENCES,
    OTHERS,
    PATHS,
    RAW,
    SCHEMES,
    SCRIPTS,
    SPACES,
    WORDS,
)
from moderation.markup.policy import TAGS

DEPTH = 3


def markup(random: Random, depth: int = DEPTH) -> str:
    """A few pieces, one after the other; the outermost are damaged at times."""
    text = "".join(random.choice(PIECES)(random, depth - 1) for _ in range(random.randint(1, 4)))
    return damaged(random, text) if depth == DEPTH and random.random() < 0.5 else text


def element(random: Random, depth: int) -> str:
    """A tag, something in it, and an end tag that may be another's, or missing."""
    name = random.choice(ALLOWED) if random.random() < 0.7 else random.choice(random.choice([RAW, FOREIGN, OTHERS]))
    closing = random.choice([name, name, name, name.upper(), random.choice(ALLOWED), ""])
    inside = markup(random, depth) if depth > 0 else random.choice(WORDS + SCRIPTS)
    return start_tag(random, name) + inside + (end_tag(random, closing) if closing else "")


def start_tag(random: Random, name: str) -> str:
    """A start tag with up to three attributes."""
    gap = random.choice([" ", " ", " ", "\n", "\t", "/", "\f", " / ", ""])
    attributes = "".join(gap + attribute(random, name) for _ in range(random.choice([0, 0, 1, 1, 1, 2, 3])))
    spelled = random.choice([name, name, name, name.upper(), name.capitalize()])
    return f"<{spelled}{attributes}{random.choice(['>', '>', '>', '>', ' >', '/>', chr(10) + '>', '', '<'])}"


def end_tag(random: Random, name: str) -> str:
    """An end tag, which may have what only start tags have."""
    return f"</{name}{random.choice(['>', '>', '>', '>', ' >', ' href=x>', '/>', '', chr(10) + '>'])}"


def attribute(random: Random, tag: str) -> str:
    """A name and a value, in every kind of quotation mark, or without the mark at its end."""
    own = sorted(TAGS.get(tag, ())) or ATTRIBUTES
    name = random.choice(random.choice([own, own, own, ATTRIBUTES, DANGEROUS]))
    fitting = {"href": address, "cite": address, "datetime": date}.get(name, words)
    value = disguised(random, random.choice([fitting, fitting, address, script])(random, 0))
    opening = random.choice(['"', '"', '"', "'", "'", "", "`", "“"])
    closing = random.choice([*[opening] * 6, "", "'"])
    return random.choice([name, name.upper()]) + random.choice(["=", "=", " = ", "==", ""]) + opening + value + closing


def address(random: Random, depth: int) -> str:
    """An address, seldom a good one."""
    return random.choice(SCHEMES) + random.choice(HOSTS) + random.choice(PATHS)


def bare_address(random: Random, depth: int) -> str:
    """An address that becomes a link by itself."""
    return random.choice(["", " ", "(", "'", "[url="]) + "http://" + random.choice(HOSTS) + random.choice(PATHS)


def date(random: Random, depth: int) -> str:
    """A date, or what looks like one."""
    return random.choice(DATES)


def script(random: Random, depth: int) -> str:
    """What an attacker would like to run."""
    return random.choice(SCRIPTS)


def words(random: Random, depth: int) -> str:
    """What a reader might write."""
    return "".join(random.choice(WORDS) + random.choice(SPACES) for _ in range(random.randint(1, 4)))


def half(random: Random, depth: int) -> str:
    """The beginning or the end of some markup."""
    return random.choice(HALVES)


def reference(random: Random, depth: int) -> str:
    """An entity, named or numbered, that stands for a sign of markup or for something odd."""
    return random.choice([*NAMED.values(), *ODD_REFERENCES, numbered(random, random.choice('<>"&\n\u202e'))])


def invisible(random: Random, depth: int) -> str:
    """What cannot be seen."""
    return random.choice([1, 1, 1, 2, 5]) * random.choice(INVISIBLE)


def space(random: Random, depth: int) -> str:
    """White space, blank lines most of all."""
    return random.choice(SPACES)


def declaration(random: Random, depth: int) -> str:
    """A comment, section, instruction or declaration with something in it, which may go on to the end."""
    opening, closing = random.choice(
        [("<!--", "-->"), ("<!--", "--!>"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
    )
    inside = random.choice([script, half, words, element])(random, depth - 1)
    return opening + inside + random.choice([closing, closing, ">", ""])


def raw_text(random: Random, depth: int) -> str:
    """Raw text that holds the beginning of other raw text or of a value, and what comes out of it: a mutation."""
    outer, inner = random.choice(FOREIGN + OTHERS), random.choice(RAW)
    inside = random.choice([script, half, words, element])(random, depth - 1)
    return (
        f"<{outer}><{inner}>{inside}</{inner}{random.choice(['>', ' x>', '', '/'])}{random.choice(SCRIPTS)}</{outer}>"
    )


def deep(random: Random, depth: int) -> str:
    """One or two tags, nested deeper than they may be."""
    names = [random.choice(ALLOWED + FOREIGN + ["table", "s"]) for _ in range(random.randint(1, 2))]
    return "".join(f"<{name}>" for name in names) * random.choice([3, 6, 13, 25]) + random.choice(WORDS)


PIECES: list[Callable[[Random, int], str]] = [
    *(element, element, element, element, words, words),  # oftener than the others
    *(space, half, reference, invisible, bare_address, declaration, raw_text, deep),
]


def disguised(random: Random, value: str) -> str:
    """The value, some of its characters as entities or with something invisible between them."""
    chance = random.choice([0, 0, 0, 0.1, 0.5])
    if not chance:
        return value
    return "".join(disguise(random, character) if random.random() < chance else character for character in value)


def disguise(random: Random, character: str) -> str:
    """One character in another form."""
    forms = [NAMED.get(character, character), numbered(random, character), character + random.choice(INVISIBLE)]
    return random.choice([*forms, character.upper(), character + random.choice(SPACES)])


def numbered(random: Random, character: str) -> str:
    """A character as a number, with or without its semicolon."""
    form = random.choice(["&#{};", "&#x{:x};", "&#X{:05X};", "&#{}", "&#0000{};", "&#x{:x}"])
    return form.format(ord(character))


def damaged(random: Random, text: str) -> str:
    """The text with one part lost, doubled, moved or disguised."""
    begin, end = sorted(random.randint(0, len(text)) for _ in range(2))
    part = text[begin:end]
    return text[:begin] + random.choice(["", part + part, part.swapcase(), disguised(random, part)]) + text[end:]


texts = st.randoms(use_true_random=False).map(markup)
"""The grammar for hypothesis, which makes what it finds as small as it can."""
