from conversations.tests.harness import Phone, picture


def test_a_new_person_is_welcomed_and_registers(phone: Phone) -> None:
    phone.says("hi").sees("Welcome")
    assert phone.choices == ["Register", "How it works", "Talk to us"]
    phone.taps("Register").sees("full name")
    phone.says("Howard Close").sees("E-mail")
    phone.taps("Skip").sees("class")
    phone.says("SS2").sees("Howard Close, SS2. Save?")
    phone.taps("Save").sees("You're registered, Howard.")
    student = phone.conversation.student
    assert student is not None
    assert (student.full_name, student.class_text, student.consents.count()) == ("Howard Close", "SS2", 1)


def test_text_homework_reaches_the_payment_link(student: Phone) -> None:
    student.taps("Send homework").sees("Which subject?")
    student.taps("Mathematics").sees("Type your question or send photos")
    student.says("Show that sin²x + cos²x = 1 for all x", "and then solve 2x + 3 = 7").sees("Got 2 lines")
    student.taps("Done").sees("Cost: ₦500.")
    student.taps("Pay ₦500").sees("/pay/")


def test_photo_homework_counts_the_photos_back(student: Phone) -> None:
    student.taps("Send homework").taps("Physics").taps("Photos").sees("Send clear photos")
    student.sends_photos(picture(1), picture(2), picture(3)).sees("3 photos received")
    student.taps("Done").sees("3 photos")
