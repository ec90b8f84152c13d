"""The Telegram face: the only home of python-telegram-bot, and it knows no answers.

An update is stored (`inbox`), handled in turn (`inbox`, `handlers`), answered by the conversation,
rendered (`render`, `formatted`, `buttons`) and sent (`sending`); `application` joins these and
`polling` watches Telegram's side.
"""
