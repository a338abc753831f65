"""What a list of addresses is to a type checker."""

from django.urls.resolvers import URLPattern, URLResolver

Addresses = list[URLPattern | URLResolver]
