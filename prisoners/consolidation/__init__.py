"""Taking the rows of lists into dossiers: new persons are made, known ones get what is missing, nothing is overwritten.

What a list says against a chosen value stays readable in its record ("23 says A, 24 says B"); editors choose.
"""
