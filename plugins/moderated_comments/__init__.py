"""Moderated comments for Pelican: threads, counts and feeds from the files under ``content/comments``."""

from .plugin import register as register
