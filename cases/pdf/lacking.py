"""Says what an order does not know that its cover and index need: nothing is made up in its place."""

from __future__ import annotations

from cases.pdf import fonts
from cases.pdf.layout import Order
from cases.pdf.results import Finding


def findings(order: Order) -> list[Finding]:
    """Return a hard finding, with its remedy, for each fact of the caption that is missing and each title that no font can draw."""
    caption = order.caption
    outside = not caption.proceeding  # USCIS and state courts have no immigration judge to be named
    people = "Add the respondent among the people on the case's page"
    person = "Add it on that person's page"
    court = "Add it on the proceeding's page"
    team = "Assign a lead attorney on the case's team page"
    wanted = [
        ("respondent", bool(caption.respondents), "no respondent is named", people),
        (
            "a_number",
            bool(caption.respondents) and all(r.file_number for r in caption.respondents),
            "a respondent has no A-number",
            person,
        ),
        ("court", outside or bool(caption.court), "the court's city and state are not recorded", court),
        ("detained", outside or bool(caption.detained), "it does not say DETAINED or NON-DETAINED", court),
        ("judge", outside or bool(caption.judge), "the immigration judge is not recorded", court),
        ("hearing", outside or bool(caption.hearing), "the next hearing is not recorded", court),
        ("filer", bool(caption.filer), "the filer's name and address are missing", team),
    ]
    found = [
        Finding(f"caption_{code}", f"Cover page: {words}. {remedy}, and build again.", hard=True)
        for code, there, words, remedy in wanted
        if not there
    ]
    for exhibit in order.exhibits:
        boxes = fonts.undrawable(exhibit.title + exhibit.detail)
        if boxes:
            found.append(
                Finding(
                    "glyphs",
                    f"{exhibit.title}: no font here can draw {' '.join(boxes)}. Write the title "
                    "with other letters, or ask for a font of that script to be installed.",
                    hard=True,
                )
            )
    if order.service is None:
        found.append(
            Finding(
                "service", "There is no proof of service: filings without one are not considered.", hard=True
            )
        )
    return found
