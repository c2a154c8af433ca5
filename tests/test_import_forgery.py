"""Fields that pretend to be more than they are: no header, no file and no redirect comes of what is said in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from blog import Blog
from moderation import redirects
from wxr import SITE, a_post, a_wp_comment, an_attachment, bring, content, head

LINE_BREAKS = ["\n", "\r", "\n\n", "\x85", "\u2028", "\u2029", "&#10;", "&#13;&#10;", "&#x2028;", "&#11;", "&#133;"]
FORGED = "Status: hidden"


@pytest.mark.parametrize("options", [(), ("--html",)], ids=["markdown", "html"])
@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_no_field_of_an_article_forges_a_header(line_break: str, options: tuple[str, ...], blog: Blog) -> None:
    bad = (
        f'x{line_break}{FORGED}{line_break}<meta name="status" content="hidden">"><meta name="status" content="hidden">'
    )
    post = a_post(
        title=bad,
        creator=bad,
        categories=[bad, bad + "2"],
        tags=[bad],
        excerpt=bad,
        post_date=bad,
        post_modified=bad,
        comment_status=bad,
        meta={"_thumbnail_id": "9"},
    )
    image = an_attachment("9", f"https://old.example/wp-content/uploads/{bad}", alt=bad)

    bring(blog, post, image, options=options)

    lines = content(blog)[f"articles/hello.{'html' if options else 'md'}"].decode().splitlines()
    if options:
        assert [line for line in lines if 'name="status"' in line] == []
    else:
        assert [line for line in lines if line.startswith("Status")] == []
        names = [line.partition(":")[0] for line in lines[: lines.index("")]]
        assert names == ["Title", "Slug", "Date", "Author", "Category", "Tags", "Summary", "Image", "Image_Alt"]


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_no_authors_name_forges_a_header(line_break: str, blog: Blog) -> None:
    bring(blog, a_post(), authors={"ann": f"Ann{line_break}{FORGED}"})

    assert [line for line in head(blog, "articles/hello.md") if line.startswith("Status")] == []


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_no_field_of_a_comment_forges_a_header(line_break: str, blog: Blog) -> None:
    bad = f"x{line_break}Kind: pingback{line_break}{line_break}I lied."
    fields = dict.fromkeys(["author", "author_email", "author_url", "author_IP", "type", "date"], bad)
    bring(blog, a_post(comments=[a_wp_comment("1", parent=bad, **fields)]))

    [(name, text)] = [item for item in content(blog).items() if item[0].startswith("comments/")]
    lines = text.decode().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Author", "Date", "In-Reply-To", "", "I agree."]
    assert name == "comments/hello/1.md"


PLACES = ["../../../escaped", "/escaped", "..%2f..%2fescaped", "a%00b", "a\nb", "~/x", "C:\\x", ".", "con", "a" * 5000]


def test_no_name_leads_out_of_the_content(tmp_path: Path) -> None:
    blog = Blog(tmp_path / "a/deep/folder")
    numbers = iter(range(1, 1000))
    items = []
    for place in PLACES:
        comments = [a_wp_comment(str(next(numbers)), parent=place, type=place), _with_number(place)]
        for fields in ({"slug": place}, {"slug": "", "link": f"{SITE}/{place}"}, {"slug": "", "title": place}):
            items.append(a_post(post_id=place, comments=comments, meta={"_thumbnail_id": place}, **fields))
            items.append(an_attachment(place, place))

    bring(blog, *items)

    assert [*tmp_path.iterdir(), *tmp_path.glob("a/*"), *tmp_path.glob("a/deep/*")] == [
        *blog.root.parents[1::-1],
        blog.root,
    ]
    assert {path.name for path in blog.root.iterdir()} == {"content", "var", "export.xml", "pelicanconf_test.py"}
    folders = {name.rpartition("/")[0].partition("/")[0] for name in content(blog)}
    assert folders == {"articles", "comments", ""}
    assert len([name for name in content(blog) if name.startswith("articles/")]) == 3 * len(PLACES)


def _with_number(number: str) -> str:
    return a_wp_comment("@").replace("CDATA[@]", f"CDATA[{number}]")


def test_no_redirect_says_more_than_one_address_and_where_it_leads(blog: Blog) -> None:
    bad = [
        "/x/\n/admin/ https://evil.example/",
        "/y/ https://evil.example/",
        "/z;}\nlocation / { return 301 https://evil.example; }",
        '/"; return 301 https://evil.example; "',
        "//evil.example/x",
        "https://evil.example/\u2028/admin/",
        "/a#b/ c",
        "/%0a/admin/%20evil",
        "/{$env.HOME}/${host}",
        "javascript:alert(1)",
        "\\\\evil.example\\x",
        "/../../x/",
    ]
    posts = [a_post(f"post-{n}", link=link, post_id=str(n)) for n, link in enumerate(bad, start=1)]

    bring(blog, *posts, site="https://old.example/\n/admin/ https://evil.example/")

    text = content(blog)["redirects.txt"].decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"/[\w/?&=+,@%.~-]* (post-\d+|/feeds/[a-z.]+)", line)] == []
    assert {*redirects.load(blog.root / "content/redirects.txt").values()} <= {
        "/feeds/all.atom.xml",
        "/feeds/comments.atom.xml",
        *(f"post-{n}" for n in range(1, len(bad) + 1)),
    }
    blog.build()
