"""Signing in elsewhere to comment here: no account of ours, no cookie, nothing kept of who neither posts nor likes."""
