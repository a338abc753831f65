"""What an API view lets in: nobody, unless it says otherwise."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class DenyAll(BasePermission):
    """The default: a view that names no permission answers no one."""

    message = "This address answers no one."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse."""
        return False


class Members(BasePermission):
    """People and programs with a running membership; what they see is scope's to say, what they do, actions'."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Let in whoever signed in as a member of a clinic."""
        return request.auth is not None and request.user.is_authenticated
