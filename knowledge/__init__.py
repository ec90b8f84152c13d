"""What is known: sources, their passages and sentences, and the store that keeps them.

Imports nothing of ours. `index` and `bot` build on it.
"""
