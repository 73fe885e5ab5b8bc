"""Plays a written conversation through the real webhook and writes down what was really answered.

    (Ada is registered)
    Ada: menu                          she types
    Ada at once: first line | second   several messages in one burst
    Ada taps: Send homework            the newest button or row of that title
    Ada sends: 2 photos                see `MEDIA`
    (31 minutes later)                 what others do, and the clock: see `DIRECTIONS`
    Tutorline: …                       what the bot answered, with its [buttons]
    (no reply)

Lines that start with # are remarks.
"""

import re
from collections.abc import Callable

from conversations.tests import stage
from sandbox import payloads
from tests.builders import picture
from tests.phone import Phone, text_of

NAME = "Ada"
INDENT = "    "
MEDIA: dict[str, tuple[str, object]] = {
    "a sticker": ("sticker", {"id": "1", "mime_type": "image/webp"}),
    "a video": ("video", {"id": "2", "mime_type": "video/mp4"}),
    "a location": payloads.location(6.5, 3.4),
    "a contact": payloads.contacts("Bola Ade", "2348030000000"),
    "something unknown": payloads.unsupported(),
}
Directions = list[tuple[str, Callable[..., object]]]


class Player:
    """Performs the acts of one conversation."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.photos = phone, 0

    def act(self, line: str) -> None:
        """Does what a line says.

        Raises:
            ValueError: if no such act is known.
        """
        self.phone.seen = len(self.phone.messages)
        for pattern, react in self.directions:
            found = re.fullmatch(pattern, line)
            if found:
                react(*found.groups())
                return
        raise ValueError(f"No such act: {line}")

    @property
    def directions(self) -> Directions:
        phone, world = self.phone, self.phone.world
        return [
            (rf"{NAME}: (.+)", phone.says),
            (rf"{NAME} at once: (.+)", lambda texts: phone.says(*texts.split(" | "))),
            (rf"{NAME} taps: (.+)", phone.taps),
            (rf"{NAME} sends: (\d+) photos", lambda count: self.send_photos(int(count))),
            (rf"{NAME} sends: a photo", lambda: self.send_photos(1)),
            (rf"{NAME} sends: the same photo again", lambda: phone.sends_photos(picture(self.photos))),
            (rf"{NAME} sends: a photo that is too large", lambda: phone.sends_photos(picture(1) + b"\0" * 5_300_000)),
            (rf"{NAME} sends: a damaged photo", lambda: phone.sends_photos(picture(2)[:400])),
            (rf"{NAME} sends: a GIF", lambda: phone.sends_photos(b"GIF89a moving")),
            (rf"{NAME} sends: a voice note", self.send_voice),
            (rf"{NAME} sends: (a document)", lambda _: self.send_document()),
            (rf"{NAME} sends: (.+)", lambda what: phone.sends(phone.item(*MEDIA[what]))),
            (rf"{NAME} taps the template", self.tap_template),
            (rf"\({NAME} is registered\)", phone.is_registered),
            (rf"\({NAME} pays\)", lambda: stage.pays(phone)),
            (rf"\({NAME} pays ₦(\d+)\)", lambda naira: stage.pays(phone, amount=int(naira) * 100)),
            (r"\(The bank refuses: (.+)\)", lambda reason: stage.payment_fails(phone, reason)),
            (r"\(Paystack knows of no payment\)", lambda: stage.paystack_knows_nothing(world)),
            (r"\(A tutor claims it\)", lambda: stage.claims(phone)),
            (r"\(A tutor answers: (.+)\)", lambda text: stage.answers(phone, text)),
            (r"\(A tutor asks: (.+)\)", lambda text: stage.asks(phone, text)),
            (r"\(Sade answers: (.+)\)", lambda text: stage.support_replies(phone, text)),
            (r"\(Sade closes the ticket\)", lambda: stage.support_closes(phone)),
            (r"\((\d+) (minutes?|hours?|days?) later\)", lambda amount, unit: world.later(stage.duration(amount, unit))),
        ]

    def send_photos(self, count: int) -> None:
        seeds = range(self.photos + 1, self.photos + count + 1)
        self.photos += count
        self.phone.sends_photos(*(picture(seed) for seed in seeds))

    def send_voice(self) -> None:
        content = {
            "id": self.phone.world.add_media(b"OggS" + b"\0" * 400),
            "mime_type": "audio/ogg; codecs=opus",
            "voice": True,
        }
        self.phone.sends(self.phone.item("audio", content))

    def send_document(self) -> None:
        content = {"id": self.phone.world.add_media(b"%PDF-1.4"), "mime_type": "application/pdf", "filename": "homework.pdf"}
        self.phone.sends(self.phone.item("document", content))

    def tap_template(self) -> None:
        button = self.phone.messages[-1]["template"]["components"][-1]["parameters"][0]
        self.phone.sends(self.phone.item(*payloads.template_button(button["payload"], "Open")))


def is_act(line: str) -> bool:
    return line.startswith((f"{NAME} ", f"{NAME}:", "(")) and line != "(no reply)"


def play(script: str, phone: Phone) -> str:
    """Performs the acts of a transcript; returns the transcript with what was really answered."""
    player, names = Player(phone), Names()
    lines: list[str] = []
    for line in script.splitlines():
        if is_act(line):
            before = len(phone.messages)
            player.act(line)
            answers = [names.steady(shown(body)) for body in phone.messages[before:]]
            between = lines and (lines[-1] == "(no reply)" or not lines[-1].startswith(("#", "(")))
            lines += ["", line] if between else [line]
            lines += answers or (["(no reply)"] if line.startswith(NAME) else [])
        elif line.startswith("#"):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"


def shown(body: dict[str, object]) -> str:
    """One message of ours as the phone shows it."""
    action = body.get("interactive", {}).get("action", {})  # type: ignore[attr-defined]
    titles = [button["reply"]["title"] for button in action.get("buttons", [])]
    titles += [row["title"] for section in action.get("sections", []) for row in section["rows"]]
    titles += [f"{action['parameters']['display_text']} ↗"] if "parameters" in action else []
    text = text_of(body)
    buttons = "\n" + " ".join(f"[{title}]" for title in titles) if titles else ""
    return "Tutorline: " + re.sub(r"\n(?=.)", "\n" + INDENT, text + buttons)


class Names:
    """Numbers, links and receipts differ from run to run: each gets a steady name in order of appearance."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}

    def steady(self, text: str) -> str:
        text = re.sub(r"https?://[^/\s]+/(pay|photos)/[\w:-]+", r"https://tutorline.example/\1/…", text)
        text = re.sub(r"https?://testserver", "https://tutorline.example", text)
        text = re.sub(r"\bTL-[\w-]+", "TL-…", text)
        text = re.sub(r"(?<=No\. )\d{4,}", lambda found: self._code("", found[0]), text)
        return re.sub(r"\bT(\d{4,})\b", lambda found: self._code("T", found[1]), text)

    def _code(self, letter: str, code: str) -> str:
        known = [key for key in self.codes if key.startswith(f"{letter}:")]
        return self.codes.setdefault(f"{letter}:{code}", f"{letter}{1001 + len(known)}")
