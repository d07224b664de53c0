"""The 2,250 invented persons of the demonstration (domain reference, section 10)."""
