"""The message templates that Meta has approved in the sandbox: name, language, body with {{n}}, quick-reply buttons."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ApprovedTemplate:
    name: str
    body: str
    buttons: tuple[str, ...] = ()
    language: str = "en"

    @property
    def parameters(self) -> int:
        return self.body.count("{{")

    def filled(self, values: list[str]) -> str:
        text = self.body
        for number, value in enumerate(values, 1):
            text = text.replace(f"{{{{{number}}}}}", value)
        return text


APPROVED = {
    template.name: template
    for template in (
        ApprovedTemplate("solution_ready", "Hello {{1}}, the solution to your homework is ready.", ("Open",)),
        ApprovedTemplate("tutor_question", "Hello {{1}}, your tutor has a question about your homework.", ("Read",)),
        ApprovedTemplate("payment_received", "Hello {{1}}, there is news about your payment.", ("Open",)),
        ApprovedTemplate("support_answer", "Hello {{1}}, we have answered your question to support.", ("Read",)),
    )
}
