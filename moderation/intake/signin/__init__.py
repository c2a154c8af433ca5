"""Signing in elsewhere to comment here: no account of ours, no cookie, nothing kept of those who neither post nor like."""
