"""A blog of ours, written as WordPress takes it (WXR): the way back."""
