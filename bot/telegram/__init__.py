"""The Telegram face: the only home of python-telegram-bot, and it knows no answers.

An update is stored (`inbox`; of a group only what is said to us: `groups`), handled in turn
(`handlers`), answered by the conversation (`turns`; what came too late is asked about: `late`),
rendered (`render`, `formatted`, `buttons`) and sent or edited (`sending`). `telling` sends what
nobody asked for just now; `application` joins these and `polling` watches Telegram's side.
"""
