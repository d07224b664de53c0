"""Taking from the rows of lists how a detention ended, and what followed. Nothing that stands is overwritten."""
