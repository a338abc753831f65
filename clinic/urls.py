"""The top of every address: sign-in, health, the API, and one prefix per clinic."""

from django.urls import include, path

from cases.views import errors

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("cases.urls")),
]

handler400 = errors.bad_request
handler403 = errors.not_permitted
handler404 = errors.not_found
handler500 = errors.broken
