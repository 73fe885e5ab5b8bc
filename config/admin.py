from django.contrib import admin


class TutorlineAdminSite(admin.AdminSite):
    """The staff's desk: tutors, support, finance and admins all work here."""

    site_header = "Tutorline"
    site_title = "Tutorline desk"
    index_title = "Today"
    enable_nav_sidebar = False
