"""Whole messages only: homework full of command words stays homework, names full of them stay names."""

import pytest

from conversations.engine import understanding
from conversations.engine.state import Kind
from homework.models import Homework
from tests.builders import QUESTION, picture
from tests.phone import Phone

HOMEWORK = [
    "Show that sin²x + cos²x = 1",
    "Question 3: solve 2x + 3 = 7",
    "Name an oxidising agent",
    "How many moles are in 4 g of NaOH?",
    "Find the closed interval",
    "I have done 1 to 4, help me with 5",
    "Explain photosynthesis",
    "State Newton's first law",
    "Clear the fractions: x/2 + x/3 = 5",
    "What is a stop codon?",
]


@pytest.mark.parametrize("sentence", HOMEWORK)
def test_a_homework_sentence_is_stored_as_homework(student: Phone, sentence: str) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Type")
    student.says(sentence).sees("Got 1 line")
    assert Homework.objects.get().text == sentence
    assert student.conversation.state == "hw_text"


@pytest.mark.parametrize("name", ["Howard Close", "Shownu Ade", "Adé-Olú O'Brien", "Ngozi  Okafor"])
def test_a_name_with_a_command_in_it_registers(phone: Phone, name: str) -> None:
    phone.says("hi").taps("Register").says(name).sees("E-mail")


@pytest.mark.parametrize("name", ["12", "see www.x.com", "A", "😀😀", "x" * 81])
def test_what_is_no_name_is_refused_with_a_reason(phone: Phone, name: str) -> None:
    phone.says("hi").taps("Register").says(name).sees("I need a name in letters")
    assert phone.conversation.state == "reg_name"


def test_two_at_the_type_question_means_photos(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").says("2").sees("Send clear photos")


@pytest.mark.parametrize("words", ["Maths", "mathematics", "MATH", "Mathematcs", "1", "2"])
def test_a_subject_is_understood_by_number_label_alias_and_near_spelling(student: Phone, words: str) -> None:
    student.taps("Send homework").says(words).sees("Type your question")


@pytest.mark.parametrize(
    ("typed", "state"), [("Send Homework", "hw_subject"), ("1", "hw_subject"), ("talk to us!", "sup_topic")]
)
def test_the_menu_takes_labels_and_numbers(student: Phone, typed: str, state: str) -> None:
    student.says("menu").says(typed)
    assert student.conversation.state == state


@pytest.mark.parametrize("text", ["menu of a restaurant", "please stop codon", "help me with 5", "cancel the x terms"])
def test_a_command_inside_a_sentence_is_none(text: str) -> None:
    assert all(understanding.command(text, kind) is None for kind in Kind)


@pytest.mark.parametrize("text", ["help", "back", "support", "status", "homework", "yes", "1 to 4"])
def test_free_text_knows_hardly_any_commands(text: str) -> None:
    assert understanding.command(text, Kind.FREE_TEXT) is None


def test_a_number_in_a_burst_is_content_and_alone_a_choice(student: Phone) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Type").says("Solve these for x, please:", "1", "x + 2 = 3")
    student.sees("Got 3 lines")
    student.says("1").sees("Cost")


def test_the_ladder_explains_more_each_time_and_ends_with_a_person(student: Phone) -> None:
    student.taps("Send homework")
    student.says("zzzz").sees("1. ")
    student.says("zzzz").sees("Pick from the list or type")
    student.says("zzzz").sees("A person can help")
    assert student.choices == ["Menu", "Talk to us"]
    student.says("Physics").sees("Physics. Type your question")


@pytest.mark.parametrize("words", ["good", "next", "fine", "send?", "everything"])
def test_what_sends_or_throws_away_takes_a_plain_yes(student: Phone, words: str) -> None:
    student.taps("Send homework").taps("Mathematics").taps("Type").says(QUESTION).taps("Done")
    student.says(words)
    assert student.conversation.state == "hw_review"
    student.taps("Cancel").says(words)
    homework = Homework.objects.get()
    assert (homework.status, homework.text) == (Homework.Status.DRAFT, QUESTION)


def test_the_last_one_is_the_last_row_of_a_list_but_no_button(student: Phone) -> None:
    student.taps("Send homework").says("the last one").sees("Which subject is it?")
    student.says("Fishery").taps("Photos").sends_photos(picture(1)).says("the last one").sees("1 line, 1 photo")


@pytest.mark.parametrize(("sign", "state"), [("📷", "hw_photos"), ("📷📷", "hw_photos"), ("✍🏾", "hw_text")])
def test_a_sign_alone_may_be_a_choice(student: Phone, sign: str, state: str) -> None:
    student.taps("Send homework").taps("Mathematics").says(sign)
    assert student.conversation.state == state


@pytest.mark.parametrize("text", ["My name is Ada Obi", "Full name: Ada Obi", "I'm Ada Obi, please", "names - Ada Obi"])
def test_a_name_is_taken_out_of_its_sentence(phone: Phone, text: str) -> None:
    phone.says("hi").taps("Register").says(text).sees("E-mail").taps("Skip").says("SS2").sees("Ada Obi, SS2. Save?")


@pytest.mark.parametrize(
    "text",
    [
        "What is the cost price",
        "Find the answer to this question",
        "How many questions are there in all",
        "What is a project",
        "Explain why the price went up and down",
        "How does a plant work",
        "If the cost is more than the price what do you get",
        "Use a plan to find out",
        "How does a bank work",
        "Why do people change their names",
        "Should students be given homework every day",
        "List the ways you can register",
        "The answer is wrong because he did not check his work",
    ],
)
def test_an_exercise_in_words_of_ours_is_no_request_to_the_menu(text: str) -> None:
    assert understanding.command(text, Kind.IDLE) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("abeg I need someone to talk to about this thing", "support"),
        ("when will you people send me the answer", "status"),
        ("can you do this assignment for my son today", "homework"),
        ("and the charge per question is how much sir", "prices"),
        ("which plan do I have now", "plan"),
        ("please I want to ask if my assignment has been marked", "status"),
        ("my tutor is not replying", "status"),
        ("I am not happy with the answer", "support"),
    ],
)
def test_a_short_request_is_known_by_what_it_is_about(text: str, name: str) -> None:
    assert understanding.command(text, Kind.IDLE) == name
