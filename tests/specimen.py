"""An article in which everything is that an article can hold."""

from __future__ import annotations

from blog import Blog

SPECIMEN = """\
Title: A specimen of everything
Date: 2026-11-20 09:00
Modified: 2026-11-21 09:00
Category: Trust
Tags: pricing, meetings
Slug: specimen
Series: Specimens
Summary: All that an article can hold.
Image: images/lead.svg
Image_Alt: Two hills and a sun
Call_URL: /about/
Call_Label: Book twenty minutes
Call_Text: A first chat by phone: what you sell, to whom, and where it stops. No charge, and nothing is sold.

Words with `code`, a [link](/about/), and a note.[^1]

## A callout

!!! note "Before you quote"
    Ask what it is for. The price follows.

!!! warning
    A discount that nobody asked for is a doubt.

## Some code

    :::python
    def margin(price: float, cost: float) -> float:
        # what is left, as a part of the price
        return (price - cost) / price

## A table

| month | quoted | won |
|---|---|---|
| January | 14 | 6 |
| February | 9 | 5 |

> A price is a sentence about work.

[^1]: A footnote says where a claim is from.
"""
LEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="480" viewBox="0 0 1200 480"><rect width="1200" height="480"
fill="#e9f1ed"/><circle cx="930" cy="150" r="70" fill="#e0b04c"/><path d="M0 480V330q300-220 620 0t580-70v220z"
fill="#14594a"/><path d="M0 480v-60q420-160 760-30t440-40v130z" fill="#0e3f35"/></svg>
"""


def write(blog: Blog) -> None:
    """The specimen, its lead image, and the other part of its series."""
    blog.write("articles/specimen.md", SPECIMEN)
    blog.write("images/lead.svg", LEAD)
    blog.article("specimen-two", "A second specimen", series="Specimens", date="2026-11-19")
