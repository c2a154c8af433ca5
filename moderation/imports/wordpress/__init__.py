"""A WordPress blog, read from its export (WXR)."""
