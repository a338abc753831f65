"""Heron Hollow's other cases: families, appeals, departures, intakes and closed files."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.shapes import Answer, Figure, Jotting, Process, Report, Ruling, Sent, Sitting, Story
from cases.demo.usual import adult, asylum, child, heron_number, kin, phone, removal, team

_OFFICE = "USCIS Arlington Asylum Office"

_LILIAN = adult(
    "Lilian Patricia", "Ordóñez", "Bú", years=31, gender="female", nationality="HN", a_number=heron_number(10),
    birthplace="Trinidad Vieja, Santa Bárbara", arrived=-250, reach=(phone(71, label="own"),),
)
_MATEO = child(
    "Mateo Josías", "Ordóñez", years=6, days=18, gender="male", nationality="HN", detail="Son",
    a_number=heron_number(10, 1), arrived=-250, unaccompanied=False,
)
_ALEX = adult(
    "Alex Rolando", "Zepeda", "Guevara", years=22, gender="male", nationality="SV", a_number=heron_number(11),
    birthplace="Jiquilisco Viejo, Usulután", arrived=-1300,
)
_HEIDY = adult(
    "Heidy Marisela", "Tobar", "Lemus", years=24, gender="female", nationality="GT", a_number=heron_number(12),
    birthplace="Asunción Vieja, Jutiapa", arrived=-1100,
)
_PABLO = adult(
    "Pablo Emilio", "Rocha", "Estrada", years=39, gender="male", nationality="NI", a_number=heron_number(13),
    birthplace="Sébaco Viejo, Matagalpa", arrived=-355,
)
_CLAUDIA = adult(
    "Claudia Regina", "Mejía", "Santizo", years=28, gender="female", nationality="GT", a_number=heron_number(14),
    birthplace="Quiriguá Viejo, Izabal", arrived=-500,
)
_ANDREA = child(
    "Andrea Sarahí", "Turcios", "Valle", years=17, days=345, gender="female", nationality="HN",
    birthplace="Sabá Chico, Colón", a_number=heron_number(15), arrived=-610,
)
_BORIS = child(
    "Boris Adalid", "Carranza", "Ochoa", years=16, days=250, gender="male", nationality="SV",
    birthplace="Tonacatepeque Viejo, San Salvador", a_number=heron_number(16), arrived=-430,
)

STORIES = (
    Story(
        "mother_and_son", "Mother and small son; one-year date still months away", (_LILIAN, _MATEO), opened=-160,
        theory="Particular social group: women who own market stalls and refused to pay; family of a witness",
        processes=(removal("HYA", Sitting("master", 39, "13:30"), nta=-240),),
        duties=team("pennington", lead="obuya"), papers=("birth", "complaint"), relative="Rolando Bú",
        relation="father", town="Trinidad Vieja", department="Santa Bárbara", words="shopkeeper",
    ),
    Story(
        "board", "Appeal before the Board; briefing schedule awaited", (_ALEX,), opened=-900,
        theory="Particular social group: former lookouts who left a gang as children (gang violence)",
        processes=(
            removal(
                "BAL", Sitting("individual", -95, "08:30", outcome="held"), nta=-1290, i589=-950,
                judge="S. Penhallow", ruling=Ruling("removal", -95, "oral"),
            ),
            Process("bia", number="EOIR-26 filed", opened=-72),
        ),
        sent=(
            Sent(
                "BIA_APPEAL_30", "Notice of appeal (EOIR-26) with its fee receipt", -74,
                (Answer("accepted", -72),), receipt_number="FEE-0041877",
            ),
        ),
        duties=team("pennington", lead="valcourt"), papers=("conditions",), relative="Erick Zepeda",
        town="Jiquilisco Viejo", department="Usulután",
    ),
    Story(
        "petition", "Board dismissed the appeal: thirty days for the petition for review", (_HEIDY,), opened=-1000,
        processes=(Process("bia", number="Dismissed", i589=-900, opened=-420, ruling=Ruling("dismissed", -12, "mailed")),),
        duties=team("pennington", lead="brandt", mentor="valcourt"), town="Asunción Vieja", department="Jutiapa",
        relative="Mynor Tobar",
    ),
    Story(
        "ten_days_left", "One-year date in ten days; form nearly done", (_PABLO,), opened=-60,
        theory="Political opinion: refused to inform on neighbors",
        processes=(removal("STE", Sitting("master", 150, "09:00"), nta=-345),),
        duties=team("pennington", lead="obuya"), papers=("affidavit",), relative="Freddy Rocha",
        town="Sébaco Viejo", department="Matagalpa", words="shopkeeper",
    ),
    Story(
        "departure", "Voluntary departure granted; the day is running", (_CLAUDIA,), opened=-450,
        processes=(
            removal(
                "ANN", Sitting("individual", -20, "10:00", outcome="held"), nta=-490, i589=-300, judge="D. Merriweather-Io",
                ruling=Ruling("voluntary_departure", -20, "oral", reserved=False),
            ),
        ),
        duties=team("pennington", lead="valcourt"), town="Quiriguá Viejo", department="Izabal",
        relative="Byron Mejía",
    ),
    Story(
        "turning_18", "Turns 18 in three weeks; interview requested before",
        (_ANDREA, kin("Telma", "Valle", part="relative", detail="Grandmother in Baltimore")), opened=-540,
        processes=(
            asylum(office=_OFFICE, number="ZAR00297215", i589=-410),
            removal("BAL", Sitting("master", 88, "08:30"), nta=-600),
        ),
        duties=team("pennington", lead="obuya", co_counsel="marchetti"), papers=("birth", "teacher"), town="Sabá Chico",
        department="Colón", relative="Jorge Turcios", words="recruited",
    ),
    Story(
        "sources_differ", "Hotline and notice name different days",
        (_BORIS, kin("Miriam", "Ochoa", part="parent", detail="Mother in Sterling")), opened=-300,
        processes=(
            removal(
                "STE",
                Sitting("master", -45, "08:30", outcome="held", adjournment="38"),
                Sitting("master", 31, "08:30", reports=(Report("hotline", 24, "13:00", detail="Heard twice"),)),
                nta=-420, i589=-100,
            ),
        ),
        duties=team("pennington", lead="obuya"), papers=("notice",), town="Tonacatepeque Viejo",
        department="San Salvador", relative="Nelson Carranza",
    ),
    Story(
        "voicemail", "Left a message at night; number works in the mornings only",
        (Figure("Don", "Aníbal", gender="male", minor=False, languages=("spa",)),), status="intake", opened=0,
        intake_step="birth",
    ),
    Story(
        "school_referral", "Sent by the school; speaks Mam; age not asked yet",
        (Figure("Olga", "Méndez", "Ortiz", gender="female", nationality="GT", languages=("mam",)),),
        status="intake", opened=-7, intake_step="arrival",
    ),
    Story(
        "closed_granted", "Asylum granted at the interview",
        (
            child(
                "Fernanda Lucía", "Batres", "Colindres", years=15, days=15, gender="female", nationality="SV",
                a_number=heron_number(17), arrived=-1250,
            ),
        ),
        status="closed", opened=-1200, closed_because="Asylum granted by USCIS.",
        processes=(
            asylum(
                office=_OFFICE, number="ZAR00297217", i589=-1100,
                ruling=Ruling("granted", -35, "mailed", reserved=False),
            ),
        ),
        duties=team("pennington", lead="obuya", co_counsel="marchetti"),
    ),
    Story(
        "moved_away", "Family moved to another state; file transferred",
        (
            adult(
                "Ingrid Xiomara", "Palma", "Recinos", years=36, gender="female", nationality="GT",
                a_number=heron_number(18), arrived=-640,
            ),
        ),
        status="closed", opened=-500, closed_because="Moved; another clinic took the case and received the file.",
        processes=(removal("BAL", Sitting("master", -60, "09:00", outcome="held"), nta=-630, i589=-480),),
        duties=team("pennington", lead="obuya"),
        notes=(Jotting("pennington", "Copy of the file handed over; receipt in the papers."),),
    ),
)
