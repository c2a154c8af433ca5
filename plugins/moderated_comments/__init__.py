"""Moderated comments for Pelican: threads, counts and feeds from the files under ``content/comments``."""

from .incremental import IncrementalPelican as IncrementalPelican
from .plugin import register as register
