"""Other systems' blogs and comments, brought in and taken out again."""
