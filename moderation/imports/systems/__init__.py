"""One small reader for each other comment system; the module's name is the command's."""
