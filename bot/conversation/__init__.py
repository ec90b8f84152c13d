"""The conversation: a message comes in, replies go out. It knows no channel.

The terminal, Telegram and the demo all talk through it. `talk` routes what comes in: a question to
the answers, a command or a press of a button to the desk that knows it.
"""

from bot.conversation.desk import Answers, Desk, Visit
from bot.conversation.talk import Conversation, Manners

__all__ = ["Answers", "Conversation", "Desk", "Manners", "Visit"]
