"""What a new snapshot of a list asks of an editor, what was decided, and the way back out of a whole import."""
