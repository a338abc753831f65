"""The only door to the PDF engines: WeasyPrint prints what Amparo wrote, pikepdf handles what people uploaded."""

import logging

# The engines tell every step, and some tell what they read: none of it belongs in a log.
for chatty in ("weasyprint", "weasyprint.progress", "fontTools", "pikepdf", "pikepdf._core", "PIL"):
    logging.getLogger(chatty).setLevel(logging.ERROR)
