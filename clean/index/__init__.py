"""A collection told in a small file, and what it has of a new document.

`entry` says of a document what the index keeps: digests and a signature, no text. `table`
reads and writes the index. `likely` proposes those that a document may be a copy of, `answer`
compares it with them.
"""
