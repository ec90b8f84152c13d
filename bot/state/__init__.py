"""What the bot keeps of people, in people.db; rows never leave this package."""
