"""What can be wrong with a blog's comments, looked at and told in plain words."""
