"""The one door: what of an approved dossier the public sees. Closed lists of fields, written out, module by noun.

Nothing here copies a model: each column and each field of a document is named, and what is not named stays inside.
"""
