from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "conversations"

    def ready(self) -> None:
        from conversations import flows, notifications

        flows.register_all()
        notifications.connect()
