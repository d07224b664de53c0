"""Row matching measured on generated lists whose truth is known, beside other methods in the same run."""
