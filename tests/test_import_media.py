"""Uploads: with a copy of the old blog's folder, articles show local files wherever there is one."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from blog import Blog
from wxr import a_post, an_attachment, bring, content, head

UPLOADS = "https://old.example/wp-content/uploads"


@pytest.fixture
def folder(blog: Blog) -> Path:
    """A copy of the uploads, with one file."""
    folder = blog.root / "uploads"
    put(folder / "2020/05/boat.jpg")
    return folder


def put(path: Path, data: bytes = b"a boat") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def shown(blog: Blog, folder: Path, *addresses: str) -> str:
    """The article with images from these addresses, and what was said of it after that."""
    images = "".join(f'<p><img src="{address}" alt="x"></p>' for address in addresses)
    said = bring(blog, a_post(content=images), options=["--media", str(folder)]).stdout
    return content(blog)["articles/hello.md"].decode() + said


def copies(blog: Blog) -> dict[str, bytes]:
    """The files that are served from now on, below the folder of uploads."""
    start = "images/uploads/"
    return {name.removeprefix(start): data for name, data in content(blog).items() if name.startswith("images/")}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{UPLOADS}/2020/05/boat.jpg", id="https"),
        pytest.param(f"http://old.example{UPLOADS[19:]}/2020/05/boat.jpg", id="http"),
        pytest.param("//old.example/wp-content/uploads/2020/05/boat.jpg", id="either"),
        pytest.param("/wp-content/uploads/2020/05/boat.jpg", id="a path"),
        pytest.param("/blog/wp-content/uploads/2020/05/boat.jpg", id="a blog in a folder"),
        pytest.param("https://i0.wp.com/old.example/wp-content/uploads/2020/05/boat.jpg?w=300", id="a CDN's"),
        pytest.param("https://another.example/wp-content/uploads/2020/05/boat.jpg#x", id="another host's"),
        pytest.param("https://ann.old.example/files/2020/05/boat.jpg", id="a blog among many"),
        pytest.param(f"{UPLOADS}/2020/05/b%6fat.jpg", id="percent-encoded"),
    ],
)
def test_a_file_that_is_there_is_copied_and_shown(address: str, blog: Blog, folder: Path) -> None:
    assert "![x]({static}/images/uploads/2020/05/boat.jpg)" in shown(blog, folder, address)
    assert copies(blog) == {"2020/05/boat.jpg": b"a boat"}


@pytest.mark.parametrize("above", ["", "wp-content/uploads", "files"])
def test_the_folder_may_be_the_one_of_all_of_wordpress(above: str, blog: Blog) -> None:
    put(blog.root / "wordpress" / above / "boat.jpg")

    shown(blog, blog.root / "wordpress", f"{UPLOADS}/boat.jpg")

    assert copies(blog) == {"boat.jpg": b"a boat"}


@pytest.mark.parametrize(
    "address",
    [
        f"{UPLOADS}/2020/05/another.jpg",
        f"{UPLOADS}/2020/05/boat.jpg/x",
        f"{UPLOADS}/2020/05",
        f"{UPLOADS}/{'x' * 300}.jpg",
        f"{UPLOADS}/2020/05/boat-300x200.jpg",
    ],
)
def test_the_address_of_a_file_that_is_missing_stays_and_is_counted(address: str, blog: Blog, folder: Path) -> None:
    article = shown(blog, folder, address)

    assert f"![x]({address})" in article
    assert "1 media file not found: in the articles their addresses stay as they were.\n" in article
    assert copies(blog) == {}


@pytest.mark.parametrize("address", ["https://old.example/boat.jpg", "boat.jpg", "data:image/png;base64,AAAA"])
def test_other_addresses_stay_and_are_not_counted(address: str, blog: Blog, folder: Path) -> None:
    article = shown(blog, folder, address)

    assert address in article
    assert "media file" not in article


def test_without_a_folder_every_address_stays(blog: Blog) -> None:
    bring(blog, a_post(content=f'<img src="{UPLOADS}/2020/05/boat.jpg">'))

    assert f"{UPLOADS}/2020/05/boat.jpg" in content(blog)["articles/hello.md"].decode()


def test_a_smaller_version_is_copied_beside_the_whole_one_and_each_once(blog: Blog, folder: Path) -> None:
    put(folder / "2020/05/boat-300x200.jpg", b"small")
    whole, small = f"{UPLOADS}/2020/05/boat.jpg", f"{UPLOADS}/2020/05/boat-300x200.jpg"

    article = shown(blog, folder, whole, small, whole.replace("https", "http"), small)

    assert "2 media files copied.\n" in article
    assert copies(blog) == {"2020/05/boat.jpg": b"a boat", "2020/05/boat-300x200.jpg": b"small"}


def test_a_link_leads_to_the_file_as_well(blog: Blog, folder: Path) -> None:
    put(folder / "terms.pdf", b"terms")
    bring(blog, a_post(content=f'<a href="{UPLOADS}/terms.pdf">Terms</a>'), options=["--media", str(folder)])

    assert "[Terms]({static}/images/uploads/terms.pdf)" in content(blog)["articles/hello.md"].decode()


def test_the_lead_image_is_named_by_its_place_on_the_site(blog: Blog, folder: Path) -> None:
    lead = an_attachment("9", f"{UPLOADS}/2020/05/boat.jpg", alt="A boat")

    bring(blog, a_post(meta={"_thumbnail_id": "9"}), lead, options=["--media", str(folder)])

    assert head(blog, "articles/hello.md")[-2:] == ["Image: images/uploads/2020/05/boat.jpg", "Image_Alt: A boat"]
    assert copies(blog) == {"2020/05/boat.jpg": b"a boat"}


ODD = ["two words.jpg", "50%.jpg", "a%41b.jpg", "a#b.jpg", "a?b.jpg", "a(1.jpg", "a)[b].jpg", "é日.jpg", "a'b.jpg"]
ODD += ["{x}.jpg", "a&amp;b.jpg", "a+b.jpg", "_a_*b*.jpg"]


@pytest.mark.parametrize("options", [(), ("--html",)], ids=["markdown", "html"])
def test_readers_see_files_with_odd_names(options: tuple[str, ...], blog: Blog, folder: Path) -> None:
    for name in ODD:
        put(folder / name, name.encode())
    images = "".join(f'<p><img src="{UPLOADS}/{quote(name)}" alt="x"></p>' for name in ODD)
    bring(blog, a_post(content=images), options=["--media", str(folder), *options])
    blog.build()

    addresses = re.findall(r'<img[^>]* src="([^"]*)"', blog.page("hello/index.html"))
    names = [unquote(address.rpartition("/")[2].replace("&amp;", "&")) for address in addresses]
    assert [address for address in addresses if "static" in address or "old.example" in address] == []
    assert names == ODD
    assert [(blog.output / "images/uploads" / name).read_text() for name in names] == ODD


@pytest.mark.parametrize(
    "below",
    [
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "2020/../../secret.jpg",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..%5csecret.jpg",
        "out.jpg",
        "outside/secret.jpg",
        "circle.jpg",
        "2020%00.jpg",
        "evil.php",
        "evil.PHP",
        "evil.php.jpg",
        "evil.php5",
        "evil.phtml",
        "evil.html",
        "image.php",
        ".htaccess",
        "2020/.htaccess",
        ".git/config",
        "pipe.jpg",
    ],
)
def test_nothing_leaves_the_folder_that_is_outside_or_no_media(below: str, blog: Blog, folder: Path) -> None:
    put(blog.root / "secret.jpg", b"secret")
    (folder / "out.jpg").symlink_to("../secret.jpg")
    (folder / "outside").symlink_to("..")
    (folder / "circle.jpg").symlink_to("circle.jpg")
    (folder / "image.php").symlink_to("2020/05/boat.jpg")
    os.mkfifo(folder / "pipe.jpg")
    for name in (".htaccess", "2020/.htaccess", ".git/config", "evil.php", "evil.PHP", "evil.php.jpg", "evil.php5"):
        put(folder / name, b"evil")
    for name in ("evil.phtml", "evil.html"):
        put(folder / name, b"evil")

    article = shown(blog, folder, f"{UPLOADS}/{below}")

    assert "{static}" not in article
    assert "copied" not in article
    assert [name for name in content(blog) if not name.endswith((".md", ".txt"))] == []
    assert {path.name for path in blog.root.iterdir()} == {
        *("content", "uploads", "secret.jpg", "export.xml", "var", "pelicanconf_test.py"),
    }


def test_a_link_within_the_folder_is_followed(blog: Blog, folder: Path) -> None:
    (folder / "same.jpg").symlink_to("2020/05/boat.jpg")

    shown(blog, folder, f"{UPLOADS}/same.jpg")

    assert copies(blog) == {"same.jpg": b"a boat"}


def test_a_file_that_is_here_already_stays(blog: Blog, folder: Path) -> None:
    better = blog.write("images/uploads/2020/05/boat.jpg", "better")

    article = shown(blog, folder, f"{UPLOADS}/2020/05/boat.jpg")

    assert better.read_text() == "better"
    assert "1 media file there already.\n" in article


def test_one_that_was_left_empty_is_copied_again(blog: Blog, folder: Path) -> None:
    blog.write("images/uploads/2020/05/boat.jpg", "")

    shown(blog, folder, f"{UPLOADS}/2020/05/boat.jpg")

    assert copies(blog) == {"2020/05/boat.jpg": b"a boat"}


def test_a_file_that_cannot_be_copied_is_named(blog: Blog, folder: Path) -> None:
    blog.write("images/uploads", "no folder")
    path = blog.root / "export.xml"
    bring(blog, a_post(content=f'<img src="{UPLOADS}/2020/05/boat.jpg">', status="trash"))
    path.write_text(path.read_text().replace("[trash]", "[publish]"))

    done = blog.moderate("import", "wordpress", str(path), "--media", str(folder))

    assert done.exit_code == 1
    assert (
        done.stderr
        == f"Error: {blog.root}/content/images/uploads/2020/05/boat.jpg could not be written: File exists.\n"
    )


def test_a_folder_that_is_missing_is_wrong_use(blog: Blog) -> None:
    done = blog.moderate("import", "wordpress", str(blog.write("x.xml", "")), "--media", str(blog.root / "none"))

    assert done.exit_code == 2
