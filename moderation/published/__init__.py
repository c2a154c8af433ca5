"""The public side: comment files, threads, and their merge into built pages. It knows no queue."""
