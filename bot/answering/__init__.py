"""From a question to an answer, without a channel: understand, select, compose, cite, verify.

Pure: what it needs of the library and the index comes in through the `Finder` protocol.
"""
