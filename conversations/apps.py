from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "conversations"

    def ready(self) -> None:
        from conversations import flows
        from conversations.news import receivers

        flows.register_all()
        receivers.connect()
