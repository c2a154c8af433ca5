"""Readers' comments, from the form to the page; knows nothing of Pelican."""
