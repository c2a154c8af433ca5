"""What the HTML of comments is made of, and how it is written. ``moderation.sanitize`` puts it together."""
