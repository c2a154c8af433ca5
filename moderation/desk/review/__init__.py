"""The review: what waits, one comment after the other, each decided with one key."""
