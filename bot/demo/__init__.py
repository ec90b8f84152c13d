"""A strict Bot API on loopback, and a chat page on it, for people without a token.

The tests use the same emulator. Nothing outside the `demo` command and the tests imports this.
"""
