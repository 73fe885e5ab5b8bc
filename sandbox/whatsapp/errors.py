"""Errors of the Graph API in its own envelope (Meta: "Error codes" of the Cloud API)."""

import secrets
from typing import Any

from django.http import JsonResponse

TITLES = {
    0: "AuthException",
    4: "Application request limit reached",
    100: "Invalid parameter",
    131000: "Something went wrong",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131051: "Unsupported message type",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    130429: "Rate limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132012: "Parameter format does not match format in the created template",
    132018: "There is an issue with the parameters in your template",
}


class GraphError(Exception):
    """A refusal: `code` decides, `details` are for people."""

    def __init__(
        self, code: int, details: str, *, http_status: int = 400, subcode: int | None = None, message: str = ""
    ) -> None:
        super().__init__(details)
        self.code, self.details, self.http_status, self.subcode = code, details, http_status, subcode
        self.message = message or f"(#{code}) {TITLES.get(code, 'Error')}"

    def response(self) -> JsonResponse:
        error: dict[str, Any] = {"message": self.message, "type": "OAuthException", "code": self.code}
        if self.subcode:
            error["error_subcode"] = self.subcode
        if self.code not in {100, 190} or self.details != self.message:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
        return JsonResponse({"error": error}, status=self.http_status)


def missing(parameter: str) -> GraphError:
    return GraphError(131008, f"Parameter {parameter} is required and was not given.")


def invalid(details: str) -> GraphError:
    return GraphError(131009, details)


def expired_token() -> GraphError:
    text = "Error validating access token: Session has expired."
    return GraphError(190, text, http_status=401, subcode=463, message=text)


def wrong_token() -> GraphError:
    text = "Invalid OAuth access token - Cannot parse access token"
    return GraphError(190, text, http_status=401, message=text)


def unknown_object(object_id: str) -> GraphError:
    text = f"Unsupported post request. Object with ID '{object_id}' does not exist or cannot be loaded."
    return GraphError(100, text, subcode=33, message=text)
