"""Handing out files from inside the fence: whole and at once, because a streaming response runs outside it."""

from django.http import HttpResponse


def pdf(data: bytes, *, name: str, inline: bool = False) -> HttpResponse:
    """Answer with a PDF. `name` must name no person: it stays in the browser's list of downloads."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


def download(data: bytes, *, name: str, kind: str) -> HttpResponse:
    """Answer with a file to keep, of this media type. `name` must name no person either."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
