"""The language tags that browsers and PDF readers understand."""

# ISO 639-3, as stored, to the tag a PDF reader's voice understands; the rest have no shorter tag.
_TAGS = {
    "eng": "en",
    "spa": "es",
    "por": "pt",
    "fra": "fr",
    "ara": "ar",
    "tir": "ti",
    "amh": "am",
    "hat": "ht",
    "rus": "ru",
    "zho": "zh",
    "hin": "hi",
    "urd": "ur",
    "fas": "fa",
    "tur": "tr",
    "ukr": "uk",
    "vie": "vi",
}


def language_tag(code: str) -> str:
    """The BCP 47 tag of an ISO 639-3 code: "spa" → "es", "mam" → "mam"."""
    return _TAGS.get(code, code)
