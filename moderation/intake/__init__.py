"""The door: takes submissions from the internet into the queue. It decides nothing and writes no public file."""
