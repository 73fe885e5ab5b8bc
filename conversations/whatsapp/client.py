"""The one place that speaks HTTP to WhatsApp's Cloud API."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import NewConnectionError

from conversations.whatsapp.errors import TROUBLE, Reaction, Rule, SendProblem, rule_for

TIMEOUT, MARK_TIMEOUT = (5, 25), (2, 4)
USER_AGENT = "Tutorline/1.0"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
MEDIA_HOSTS = (".fbsbx.com", ".facebook.com", ".whatsapp.net")
LOST = Rule(Reaction.AWAIT_REPORT)
log = logging.getLogger(__name__)
_session = requests.Session()


@dataclass(frozen=True)
class Accepted:
    """WhatsApp took the message; whether it arrives is told by delivery reports."""

    wamid: str
    wa_id: str | None
    user_id: str | None


class MediaProblem(Exception):
    """A photo that cannot be had.

    permanent: trying again is no use.
    token: our token was refused, or our number or account: the photo is not to blame.
    """

    def __init__(self, text: str, *, permanent: bool = False, token: bool = False, too_big: bool = False) -> None:
        super().__init__(text)
        self.permanent, self.token, self.too_big = permanent, token, too_big


def send(body: dict[str, Any]) -> Accepted:
    """Sends one message.

    Raises:
        SendProblem: with the reaction it asks for.
    """
    answer = _post(f"{_number_url()}/messages", json=body)
    messages = answer.get("messages")
    wamid = messages[0].get("id") if isinstance(messages, list) and messages and isinstance(messages[0], dict) else None
    if not wamid:
        raise SendProblem(LOST, "WhatsApp's answer held no message id.")
    contacts = answer.get("contacts")
    contact = contacts[0] if isinstance(contacts, list) and contacts and isinstance(contacts[0], dict) else {}
    return Accepted(str(wamid), contact.get("wa_id"), contact.get("user_id"))


def mark_read(wamid: str, *, typing: bool) -> None:
    """Turns the ticks of a message and all before it blue, and shows «typing» until we answer, for 25 seconds at most.

    A courtesy: whatever goes wrong is of no consequence and only logged.
    """
    body: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    if typing:
        body["typing_indicator"] = {"type": "text"}
    try:
        url = f"{_number_url()}/messages"
        answer = _session.post(url, json=body, headers=_headers(), timeout=MARK_TIMEOUT, allow_redirects=False)
    except requests.RequestException as problem:
        log.info("A message was not marked as read: %s.", type(problem).__name__)
    else:
        if answer.status_code != 200:
            log.info("A message was not marked as read: HTTP %s.", answer.status_code)


def upload(data: bytes, *, filename: str, content_type: str) -> str:
    """Uploads a file and returns WhatsApp's id for it, which lives 30 days.

    Raises:
        SendProblem: with the reaction it asks for. A lost answer is harmless here: the file is uploaded again.
    """
    form = {"messaging_product": "whatsapp", "type": content_type}
    try:
        answer = _post(f"{_number_url()}/media", data=form, files={"file": (filename, data, content_type)})
    except SendProblem as problem:
        if problem.reaction is Reaction.AWAIT_REPORT:
            raise SendProblem(TROUBLE, problem.text, problem.code) from problem
        raise
    if not answer.get("id"):
        raise SendProblem(TROUBLE, "WhatsApp's answer held no media id.")
    return str(answer["id"])


def download(media_id: str, *, limit: int) -> bytes:
    """Fetches a photo in WhatsApp's two steps, reading no more than `limit` bytes.

    Raises:
        MediaProblem: saying whether another try makes sense.
    """
    response = _get(f"{settings.WHATSAPP_API_URL}/{media_id}", params={"phone_number_id": settings.WHATSAPP_PHONE_NUMBER_ID})
    with response:
        facts = _json(response)
    url, size = facts.get("url"), facts.get("file_size")
    if isinstance(size, int) and size > limit:
        raise MediaProblem(f"{size} bytes are too many.", permanent=True, too_big=True)
    if not isinstance(url, str) or not _trusted(url):
        raise MediaProblem("WhatsApp named no address that we trust.")
    with _get(url, stream=True) as response:
        return _read(response, limit)


def _read(response: requests.Response, limit: int) -> bytes:
    data = bytearray()
    try:
        for chunk in response.iter_content(65536):
            data += chunk
            if len(data) > limit:
                raise MediaProblem("The file is larger than announced.", permanent=True, too_big=True)
    except requests.RequestException as problem:
        raise MediaProblem(f"The download broke off: {type(problem).__name__}.") from problem
    return bytes(data)


def _number_url() -> str:
    return f"{settings.WHATSAPP_API_URL}/{settings.WHATSAPP_PHONE_NUMBER_ID}"


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {settings.WHATSAPP_ACCESS_TOKEN}", "User-Agent": USER_AGENT}


def _trusted(url: str) -> bool:
    """The token goes only to Meta's hosts, or to the host that is configured as the API.

    A stand-in on this machine may call itself by either of its names.
    """
    parts, api = urlsplit(url), urlsplit(settings.WHATSAPP_API_URL)
    host = parts.hostname or ""
    same = host == api.hostname or {host, api.hostname} <= LOOPBACK
    return same or (parts.scheme == "https" and host.endswith(MEDIA_HOSTS))


def _post(url: str, **arguments: Any) -> dict[str, Any]:
    try:
        response = _session.post(url, headers=_headers(), timeout=TIMEOUT, allow_redirects=False, **arguments)
    except requests.RequestException as problem:
        raise _unanswered(problem) from problem
    content = _json(response)
    if 200 <= response.status_code < 300 and "error" not in content:
        return content
    raise _refused(response, content)


def _unanswered(problem: requests.RequestException) -> SendProblem:
    reason = getattr(problem.args[0], "reason", None) if problem.args else None
    never_left = isinstance(problem, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)
    return SendProblem(TROUBLE if never_left else LOST, f"WhatsApp did not answer: {type(problem).__name__}.")


def _refused(response: requests.Response, content: dict[str, Any]) -> SendProblem:
    error = content.get("error")
    error = error if isinstance(error, dict) else {}
    code = _code(error.get("code"))
    details = error.get("error_data")
    told = details.get("details") if isinstance(details, dict) else details
    text = str(told or error.get("message") or f"HTTP {response.status_code} without an error of WhatsApp's.")[:400]
    words = f"{error.get('message') or ''} {text}"
    rule = rule_for(code, words, http_status=response.status_code, is_transient=bool(error.get("is_transient")))
    log.info("Refused by WhatsApp with %s, trace %s.", code, error.get("fbtrace_id"))
    return SendProblem(rule, text, code)


def _code(value: object) -> int | None:
    """An error code as a number; text has been seen."""
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else None


def _get(url: str, **arguments: Any) -> requests.Response:
    try:
        response = _session.get(url, headers=_headers(), timeout=TIMEOUT, allow_redirects=False, **arguments)
    except requests.RequestException as problem:
        raise MediaProblem(f"WhatsApp did not answer: {type(problem).__name__}.") from problem
    if response.status_code == 200:
        return response
    error = _json(response).get("error")
    code = _code(error.get("code")) if isinstance(error, dict) else None
    token = rule_for(code, http_status=response.status_code).reaction is Reaction.HALT
    response.close()
    raise MediaProblem(f"HTTP {response.status_code} for a photo.", token=token)


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        content = response.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
