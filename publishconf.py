"""The published site: its address comes from the environment, so that no build can forget it."""

import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403  Pelican's own way to derive one settings file from another

if not os.environ.get("SITEURL"):
    raise SystemExit("Set SITEURL to the address of the published site, such as https://blog.example.org")

SITEURL = FEED_DOMAIN = os.environ["SITEURL"].rstrip("/")
COMMENTS_INTAKE = os.environ.get("COMMENTS_INTAKE", "")
