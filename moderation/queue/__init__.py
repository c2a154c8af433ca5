"""The private side: submissions waiting, their verdicts, and what moderators decided."""
