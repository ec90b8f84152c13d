"""How it talks: answering, conversation and the faces (terminal, Telegram, demo).

The only package that joins things together. Telegram's own types stop at `bot.telegram`.
"""
