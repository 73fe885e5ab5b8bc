"""What staff see of the chats. Each module registers its own lists."""

from conversations.admin import costs, messages, wording

__all__ = ["costs", "messages", "wording"]
