"""The moderator's side: holds the queue in one hand and the public files in the other."""
