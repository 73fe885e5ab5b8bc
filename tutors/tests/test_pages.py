"""The desk's pages: what they show, how many queries they take, and that refused input loses nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.clock import now
from homework import services as homework_services
from homework.models import Homework, Subject
from tests.builders import PDF, picture, signed_in, uploaded
from tutors import services
from tutors.models import SolutionPart, Tutor, TutorSolution
from tutors.tests.conftest import make_queued


@pytest.fixture
def client(tutor: Tutor) -> Client:
    return signed_in(tutor.user)


@pytest.fixture
def claimed(homework: Homework, tutor: Tutor) -> Homework:
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    return homework


def text_of(response: Any) -> str:
    return str(response.content.decode())


def post_draft(client: Client, homework: Homework, action: str, **fields: Any) -> HttpResponse:
    draft = TutorSolution.objects.filter(homework=homework).latest("version")
    data = {"solution": draft.pk, "text": "x = 2", "video_link": "", "action": action} | fields
    return client.post(reverse("admin:tutors_work", args=[homework.pk]), data)  # type: ignore[return-value]


def test_the_queue_shows_the_most_urgent_first_without_a_person(client: Client) -> None:
    make_queued(subject="Biology", ago=timedelta(hours=2))
    make_queued(subject="Chemistry", ago=timedelta(hours=13), pages=3)
    page = text_of(client.get(reverse("admin:tutors_queue")))
    assert page.index("Chemistry") < page.index("Biology")
    for shown in ("late by 1 h", "9 h 59 min left", "3 pages + text", "SS2"):
        assert shown in page
    for hidden in ("Ada", "Obi", "234803", "2x + 3"):
        assert hidden not in page


def test_the_queue_takes_the_same_queries_for_one_row_and_for_many(client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(25):
        make_queued(pages=1)
    with django_assert_max_num_queries(10):
        assert text_of(client.get(reverse("admin:tutors_queue"))).count("Claim No.") == 25


def test_my_subjects_come_first_where_a_tutor_has_some(client: Client, tutor: Tutor) -> None:
    make_queued(subject="Biology")
    make_queued(subject="Physics")
    tutor.subjects.add(Subject.objects.get(name="Physics"))
    assert "Biology" not in text_of(client.get(reverse("admin:tutors_queue")))
    assert "Biology" in text_of(client.get(reverse("admin:tutors_queue"), {"subjects": "all"}))


def test_claiming_leads_to_the_work_page_with_the_first_name_only(client: Client, homework: Homework) -> None:
    page = text_of(client.post(reverse("admin:tutors_claim", args=[homework.pk]), follow=True))
    for shown in ("Solve 2x + 3 = 7", "Number 1, please", "Ada", "Send to student"):
        assert shown in page
    for hidden in ("Okonkwo", "234803"):
        assert hidden not in page


def test_a_claim_that_comes_too_late_says_so(client: Client, homework: Homework, other_tutor: Tutor) -> None:
    services.claim(homework_id=homework.pk, tutor=other_tutor, at=now())
    page = text_of(client.post(reverse("admin:tutors_claim", args=[homework.pk]), follow=True))
    assert "another tutor was faster" in page


def test_my_work_shows_open_and_solved(client: Client, claimed: Homework) -> None:
    assert "No. " in text_of(client.get(reverse("admin:tutors_mine")))
    post_draft(client, claimed, "send")
    assert "Solved lately" in text_of(client.get(reverse("admin:tutors_mine")))


def test_a_draft_is_kept_previewed_and_sent(client: Client, claimed: Homework) -> None:
    files = [uploaded("graph.png", picture(form="PNG")), uploaded("notes.pdf", PDF)]
    response = post_draft(client, claimed, "preview", files=files, video_link="https://example.com/v")
    preview = text_of(client.get(response["Location"]))
    for shown in ("4 messages", "x = 2", "graph.png", "notes.pdf", "https://example.com/v"):
        assert shown in preview
    draft = TutorSolution.objects.get()
    page = text_of(client.post(reverse("admin:tutors_send", args=[claimed.pk]), {"solution": draft.pk}, follow=True))
    assert page.count("part-waiting") == 4


def test_pressing_send_twice_sends_once(client: Client, claimed: Homework) -> None:
    post_draft(client, claimed, "send")
    post_draft(client, claimed, "send", text="another text")
    client.post(reverse("admin:tutors_send", args=[claimed.pk]), {"solution": TutorSolution.objects.get().pk})
    assert SolutionPart.objects.get().text.endswith("\n\nx = 2")
    assert TutorSolution.objects.count() == 1


def test_refused_uploads_lose_nothing_of_the_form(client: Client, claimed: Homework) -> None:
    files = [uploaded("virus.exe", b"MZ"), uploaded("good.pdf", PDF), uploaded("half.jpg", picture()[:900])]
    page = text_of(post_draft(client, claimed, "send", text="A long answer", files=files, video_link="https://example.com/v"))
    for shown in (
        "virus.exe: this is neither",
        "half.jpg: the picture is damaged",
        "A long answer",
        "https://example.com/v",
        "good.pdf",
    ):
        assert shown in page
    draft = TutorSolution.objects.get()
    assert (draft.status, draft.text, draft.files.count()) == ("draft", "A long answer", 1)


@pytest.mark.parametrize("link", ["http://example.com/v", "javascript:alert(1)", "not a link", "ftp://example.com/x"])
def test_a_refused_link_keeps_the_text_and_shows_the_link_as_typed(client: Client, claimed: Homework, link: str) -> None:
    page = text_of(post_draft(client, claimed, "send", text="A long answer", video_link=link))
    assert "https://" in page
    assert f'value="{link}"' in page
    draft = TutorSolution.objects.get()
    assert (draft.status, draft.text, draft.video_link) == ("draft", "A long answer", "")


def test_a_text_over_the_limit_is_refused_and_shown_as_typed(client: Client, claimed: Homework) -> None:
    page = text_of(post_draft(client, claimed, "save", text="y" * 20_001))
    assert "over 20,000 characters" in page
    assert "y" * 20_001 in page


def test_files_are_put_in_order_and_removed_with_the_text_saved(client: Client, claimed: Homework) -> None:
    files = [SimpleUploadedFile(f"{name}.png", picture(text=name, form="PNG")) for name in "ab"]
    post_draft(client, claimed, "save", files=files)
    first, second = TutorSolution.objects.get().files.all()
    post_draft(client, claimed, f"down:{first.pk}", text="kept", **{f"caption_{first.pk}": "Graph"})
    assert list(TutorSolution.objects.get().files.all()) == [second, first]
    post_draft(client, claimed, f"remove:{second.pk}")
    assert TutorSolution.objects.get().files.get().caption == "Graph"


def test_nothing_to_send_is_said(client: Client, claimed: Homework) -> None:
    response = post_draft(client, claimed, "send", text=" ")
    assert "nothing to send" in text_of(client.get(response["Location"]))


def test_delivery_states_and_reasons_are_shown(client: Client, claimed: Homework) -> None:
    post_draft(client, claimed, "send")
    services.part_progress(part_id=SolutionPart.objects.get().pk, state="held", at=now(), reason="24 hours are over")
    page = text_of(client.get(reverse("admin:tutors_delivery", args=[claimed.pk])))
    assert "Waits for the student to write" in page
    assert "24 hours are over" in page


def test_a_further_version_is_written_on_the_same_page(client: Client, claimed: Homework) -> None:
    post_draft(client, claimed, "send")
    page = text_of(client.post(reverse("admin:tutors_new_version", args=[claimed.pk]), follow=True))
    assert "Solution, version 2" in page
    post_draft(client, claimed, "send", text="Put differently")
    texts = SolutionPart.objects.values_list("text", flat=True).order_by("id")
    assert [text.rsplit("\n", 1)[-1] for text in texts] == ["x = 2", "Put differently"]


def test_a_question_with_markup_is_shown_as_typed(client: Client, tutor: Tutor) -> None:
    homework = make_queued(text="<script>alert(1)</script> solve")
    services.claim(homework_id=homework.pk, tutor=tutor, at=now())
    page = text_of(client.get(reverse("admin:tutors_work", args=[homework.pk])))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pages_are_turned_and_moved(client: Client, claimed: Homework) -> None:
    first, second = claimed.attachments.all()
    turn, move = reverse("admin:tutors_turn_photo", args=[first.pk]), reverse("admin:tutors_move_photo", args=[second.pk])
    assert client.post(turn, {"turn": "left"}, headers={"accept": "application/json"}).json() == {"rotation": 270}
    assert client.post(turn, {"turn": "right"}).status_code == 302
    assert client.post(move, {"move": "up"}).status_code == 302
    assert client.post(turn, {"turn": "over"}).status_code == client.post(move, {"move": "out"}).status_code == 400
    assert list(claimed.attachments.all()) == [second, first]


def test_photos_are_private_and_say_what_they_are(client: Client, claimed: Homework) -> None:
    photo = claimed.attachments.first()
    assert photo is not None
    response = client.get(reverse("admin:tutors_photo", args=[photo.pk]))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, max-age=600"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]


def test_a_pdf_is_a_download(client: Client, claimed: Homework) -> None:
    post_draft(client, claimed, "save", files=[uploaded("notes.pdf", PDF)])
    file = TutorSolution.objects.get().files.get()
    response = client.get(reverse("admin:tutors_file", args=[file.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="notes.pdf"'


def test_a_photo_whose_file_is_gone_is_not_found(client: Client, claimed: Homework) -> None:
    photo = claimed.attachments.first()
    assert photo is not None
    photo.file.storage.delete(str(photo.file.name))
    assert client.get(reverse("admin:tutors_photo", args=[photo.pk])).status_code == 404


def test_the_home_page_leads_to_queue_and_own_work(client: Client, claimed: Homework) -> None:
    page = text_of(client.get(reverse("admin:index")))
    assert reverse("admin:tutors_queue") in page
    assert reverse("admin:tutors_work", args=[claimed.pk]) in page


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_numbers_that_do_not_exist_are_answered_kindly(client: Client, claimed: Homework, number: int) -> None:
    assert client.post(reverse("admin:tutors_claim", args=[number])).status_code == 302
    for name in ("tutors_work", "tutors_photo", "tutors_file", "tutors_part_file"):
        assert client.get(reverse(f"admin:{name}", args=[number])).status_code == 404
    assert post_draft(client, claimed, "save", solution=number).status_code == 404
    assert post_draft(client, claimed, f"remove:{number}").status_code == 302
    assert client.get(reverse("admin:tutors_queue"), {"page": str(number), "subjects": "none"}).status_code == 200


def test_null_characters_do_no_harm(client: Client, claimed: Homework) -> None:
    post_draft(client, claimed, "save", files=[uploaded("a\0.pdf", PDF)])
    file = TutorSolution.objects.get().files.get()
    response = post_draft(client, claimed, "save", text="a\0b", **{f"caption_{file.pk}": "c\0d"})
    assert "Null characters" in text_of(response)
    file.refresh_from_db()
    assert file.caption == "cd"


def test_after_the_students_answer_the_tutor_still_reads_what_was_asked(
    client: Client, claimed: Homework, tutor: Tutor
) -> None:
    page = reverse("admin:tutors_work", args=[claimed.pk])
    assert "Asked back" not in text_of(client.get(page))
    services.ask_student(homework_id=claimed.pk, actor=tutor.user, question="Which value of y?", at=now())
    waiting = text_of(client.get(page))
    assert "You asked: “Which value of y?”" in waiting
    assert "waits for the student, then" in waiting
    assert "Send to student" in waiting
    assert "Give back" in waiting
    homework_services.answer_clarification(homework_id=claimed.pk, at=now())
    assert "Asked back: “Which value of y?”" in text_of(client.get(page))
