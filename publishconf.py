"""The published site: its address comes from the environment, so that no build can forget it."""

import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403  Pelican's own way to derive one settings file from another

if not os.environ.get("SITEURL"):
    raise SystemExit("Set SITEURL to the address of the published site, such as https://blog.example.org")

SITEURL = FEED_DOMAIN = os.environ["SITEURL"].rstrip("/")
LIVE = False
COMMENTS_INTAKE = os.environ.get("COMMENTS_INTAKE", "")

# A draft is for whoever may see this machine: `make site` and `make serve` show it below /drafts/. There Pelican would
# publish it, too, if it had a place to write it to: imported drafts and private posts would be anybody's to read.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
