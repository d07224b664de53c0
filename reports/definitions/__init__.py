"""What each figure counts, in plain sentences in both languages, with the number of its rule."""
