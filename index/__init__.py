"""How it is found: embedding, keyword analysis, vectors, fusion and judgement.

Imports `knowledge`, never `bot`. Vectors do not leave this package.
"""
