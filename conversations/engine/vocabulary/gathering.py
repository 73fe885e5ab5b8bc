"""Bringing a homework together: by photos or text, more of it, the last look, and sending it."""

from conversations.engine.vocabulary.groups import REFUSAL
from conversations.engine.vocabulary.meaning import around, meaning, topic

_PAGES = "(?:photo|picture|image|page|question|line|text|one)s?"

CHOICES = (
    meaning(
        "type_it",
        phrases="""
            type it, typed, written, type, text, typing, write, words, typ, tying, txt, writing, keyboard, typewrite,
            by text, text message, text it, as text, in text, type am, write it, write am, written text, make i type,
            i go type, i will type, type the question, type my question, write the question, type it out, i go type am,
            make i type am, i want to type, i will type it, i want to type it
        """,
        shapes=[around("type|typing|typed|text|texting|write|writing|written|words|keyboard")],
    ),
    meaning(
        "photos",
        phrases="""
            photos, camera, photo, picture, pictures, image, images, snap, screenshot, upload, snapshot, snapshots,
            snapping, gallery, scan, send pictures, by photo, send picture, send photos, snap it, snap am, a photo,
            a picture, snap picture, upload pictures, upload image, take picture, send image, send images, upload photo,
            upload photos, upload picture, send photo, na picture, photo dey, picture dey, from gallery, scan it,
            upload it, send snapshot, i go snap, i have pictures, i have photos, i get picture, i get photo,
            snap the question, snap my homework, i have photo, upload a picture, take a picture, take a photo,
            upload a photo, send a photo, send my photo, send a picture, send my picture, snap am send, i took pictures,
            i don snap, i go snap am, i wan snap am, make i snap am, i will snap it, i have a photo, i have a picture,
            i took a picture, i took a photo, i don snap am, i want to snap it
        """,
        shapes=[around("photos?|pictures?|images?|snap|snaps|snapped|snapshots?|screenshots?|camera|scan")],
    ),
    meaning(
        "remove_last",
        phrases="""
            remove last, delete, undo, remove, comot last, delete last, comot the last, remove last image,
            delete the last, remove last picture, delete last picture, remove the last, delete last photo,
            remove last photo, remove last one, delete last one, comot the last one, delete the last photo,
            remove the last picture, delete the last picture, remove the last photo, delete the last one,
            remove the last one
        """,
        shapes=[
            "(?:cancel|remove|delete|undo|exit|drop|erase|take out)(?: (?:the|that|my|this))* (?:last|latest)"
            "(?: (?:one|photo|picture|image|page|snap|line))?"
        ],
    ),
    meaning(
        "start_over",
        phrases="""
            start over, restart, start again, start afresh, begin again, clear all, clear everything, begin afresh,
            restart all, fresh start, start all over, start everything again
        """,
        shapes=[
            "(?:delete|remove|clear|cancel|erase|discard)(?: (?:them|it))? all(?: (?:of them|the photos|the pictures|photos))?"
        ],
    ),
    meaning("start_over_yes", phrases="yes, start over, yes start over"),
    meaning(
        "done",
        phrases="""
            done, complete, completed, don, finish, finished, submit, finito, dn, finshed, through, donee, all done,
            nothing more, no more, that's it, na all, am done, finish am, nothing again, na everything, send it,
            send am, submit it, submit am, done typing, all sent, done now, done sending, e don do, e don finish,
            i don finish, i have finished, that is all, i am done, no more photos, no more pictures, no more questions,
            no other one, those are all, these are all, done with everything, na only that, all done sending,
            i dey done, that is everything, i sent everything, i sent all, e done do, e don complete, i don done,
            i have done, done with it, i am finished, i am through, i have sent everything, na everything be that,
            i don send everything, i don send all, na all be that, i have completed it, na all i get, na that be all,
            na him be that, i don type finish, that will be all, i am done typing, i don finish am, i don send finish,
            i have sent all, i don complete am, i am done sending, that is all i have, that is all of it,
            that is it for now, i don type am finish, that is all the pages, that is all the photos,
            those are all the pages, i have sent them all, that is all for now, i have sent it all,
            i don send am finish
        """,
        shapes=[
            around(
                "done|finish|finished|complete|completed",
                "i|we|am|have|don|dey|it|na|all|with|sending|send|snap|snapping|type|typing|write|writing|uploading|upload"
                "|everything|photos|pictures|pages|now|the|my|is|e|already",
            ),
            f"(?:no|not any|there is no|nothing)(?: (?:more|other|another|again))? {_PAGES}(?: again| left)?",
            "(?:that|na|those|these|this)(?: (?:will be|is|are|be))?(?: only)?"
            " (?:all|everything|it|that|the end)(?: (?:for now|the|my|pages?|photos?|pictures?|i have|i get))*",
        ],
    ),
    meaning(
        "that_is_all",
        phrases="""
            done, yes done, thats all, na all, na everything, yes na all, that is it, yes that is it, na all be that,
            yes that is all
        """,
    ),
    meaning(
        "send",
        phrases="""
            continue, post, forward, looks good, all good, correct send, send everything, do am, make payment,
            pay money, send homework, send all, submit homework, lets go, go on, submit it, correct send it,
            everything is good, all is well, pay for it, pay the money, send my homework, send to tutor, send to tutors,
            i agree send, agree and send, pay and send, proceed to payment, proceed to pay, proceed and pay,
            continue to payment, go ahead and send, it is correct send it
        """,
        shapes=[
            around(
                "send|submit|proceed|forward|sent",
                "yes|i|you|we|it|am|this|that|them|to|the|my|homework|assignment|questions?|tutors?|teachers?|now|can|will|want"
                "|go|ahead|ok|okay|and|like|all|is|complete|correct|fine|good|sure|be|make|let|na|so|everything|everybody|oya"
                "|sharp|should be|with",
            )
        ],
    ),
    meaning("send_again", phrases="yes, send, again, resend, send it again"),
    meaning(
        "add_more",
        phrases="""
            add more, add, more, add something, add another, add photo, add photos, add text, add question,
            another photo, another picture, another page, add a question, add another question, add one more,
            add more questions, add a line, add another page, one more photo, one more page, add another photo,
            add another picture
        """,
        shapes=[f"add(?: (?:more|another|a|one|one more|some|the))* {_PAGES}"],
        topics=[
            topic("add attach include", "more another picture photo page question one part pictures photos line"),
            topic("send upload snap", "another more other remaining", "photo picture page question photos pictures pages part"),
        ],
    ),
    meaning(
        "add_photo",
        phrases="""
            add photo, add page, add photos, add picture, another photo, add another photo, add a page, add a photo,
            add a picture, add more photos
        """,
        topics=[topic("add attach include upload snap send", "photo picture page photos pictures pages image images snap")],
    ),
    meaning(
        "edit",
        phrases="""
            update, fix, adjust, modify, correct, correction, wrong, change, changes, mistake, add something,
            edit homework, edit question, change something, make correction, not correct, make changes, make change,
            correct it, correct am, change my homework, edit my homework, edit the homework, make a change, it is wrong,
            e no correct, i made mistake, there is an error, i made a mistake, there is a mistake
        """,
        shapes=[
            "i (?:forgot|forget|missed|left out)(?: (?:something|one|to add|a|some|the|part|thing))*",
            "remove(?: (?:one|some|the|a|something|photo|picture|line|page|part))+",
            "(?:change|edit|correct|modify|fix|adjust)(?: (?:the|my|this|some))*"
            " (?:question|text|line|photo|picture|homework|assignment|thing|mistake|part)s?",
        ],
        topics=[
            topic("edit", "want wait hold let"),
            topic(
                "edit correct change fix modify remove adjust retype rewrite",
                "something question questions text line part number it one mistake error word photo picture page"
                " that this the some",
                without=f"send submit name email class subject {REFUSAL} all correctly is",
            ),
            topic("wrong incorrect", "wrote typed sent put", "thing question number word picture photo one it"),
            topic("mistake error errors mistakes wrongly mistyped omitted incomplete", without="no not pay paid"),
            topic(
                "forgot forget missed omitted left skipped",
                "something add question questions part one page photo picture include some number",
                without="about",
            ),
            topic("not isnt wrong", "complete what correct question finished picture photo", without="pay send"),
        ],
    ),
    meaning(
        "replace",
        phrases="""
            replace, restart, clear, redo, start over, start again, replace all, new photos, clear all,
            replace everything, change everything, change all, replace it, replace them, write again, type again,
            write it again, type it again, send it again, snap it again, do it again
        """,
    ),
    meaning(
        "photo_is_homework",
        phrases="question, yes, homework, assignment, yes homework, na homework, my homework, it is homework",
    ),
    meaning("photo_ignore", phrases="ignore, no, nothing, none, mistake, delete, ignore it, na mistake, sent by mistake"),
)
