"""Bodies of posts: from HTML to Markdown, and back."""
