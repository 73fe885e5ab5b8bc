from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "conversations"

    def ready(self) -> None:
        from conversations import flows
        from conversations.news import receivers
        from core import event_checks

        flows.register_all()
        receivers.connect()
        event_checks.check()  # the last app that listens
