"""Addresses of the tutors' desk, mounted by the admin site under its own sign-in check."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from tutors.desk import file_views, views, work_views


def desk_urls(site: AdminSite) -> list[URLPattern]:
    guarded = site.admin_view
    return [
        path("work/", guarded(views.queue), name="tutors_queue"),
        path("work/mine/", guarded(views.mine), name="tutors_mine"),
        path("work/claim/<int:homework_id>/", guarded(views.claim), name="tutors_claim"),
        path("work/<int:homework_id>/", guarded(work_views.work), name="tutors_work"),
        path("work/<int:homework_id>/preview/", guarded(work_views.preview), name="tutors_preview"),
        path("work/<int:homework_id>/send/", guarded(work_views.send), name="tutors_send"),
        path("work/<int:homework_id>/new-version/", guarded(work_views.new_version), name="tutors_new_version"),
        path("work/<int:homework_id>/delivery/", guarded(work_views.delivery), name="tutors_delivery"),
        path("work/<int:homework_id>/give-back/", guarded(views.give_back), name="tutors_give_back"),
        path("work/<int:homework_id>/ask/", guarded(views.ask_student), name="tutors_ask_student"),
        path("work/<int:homework_id>/take-back/", guarded(views.take_back), name="tutors_take_back"),
        path("work/<int:homework_id>/reassign/", guarded(views.reassign), name="tutors_reassign"),
        # Files set their own caching, the pages above are never cached.
        path("work/photos/<int:photo_id>/", site.admin_view(file_views.photo, cacheable=True), name="tutors_photo"),
        path("work/photos/<int:photo_id>/turn/", guarded(file_views.turn_photo), name="tutors_turn_photo"),
        path("work/photos/<int:photo_id>/move/", guarded(file_views.move_photo), name="tutors_move_photo"),
        path("work/files/<int:file_id>/", site.admin_view(file_views.solution_file, cacheable=True), name="tutors_file"),
        path("work/parts/<int:part_id>/", site.admin_view(file_views.solution_part, cacheable=True), name="tutors_part_file"),
    ]
