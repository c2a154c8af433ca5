"""What the settings carry from one signal of a run to the next: they are the one thing that all signals share."""

BAR = "COMMENTS_BAR"
"""How far the run is."""
BUILD = "COMMENTS_BUILD"
"""What the run knows about comments."""
CACHE = "COMMENTS_BUILD_CACHE"
"""What is kept from build to build, if anything is."""
GENERATORS = "COMMENTS_GENERATORS"
"""Pelican's own."""
REDIRECTS = "COMMENTS_REDIRECTS"
"""What the run knows about old addresses."""
WRITER = "COMMENTS_WRITER"
"""Ours, unless nothing is to be kept."""

CARRIED = frozenset({BAR, BUILD, CACHE, GENERATORS, REDIRECTS, WRITER})
"""All of these: none is a setting."""
