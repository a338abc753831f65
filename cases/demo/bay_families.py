"""Lantern Bay's other cases: young adults, families, intakes, decisions, and files that are closed."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.shapes import Answer, Duty, Figure, Jotting, Process, Ruling, Sent, Sitting, Stopped, Story
from cases.demo.usual import adult, asylum, bay_number, child, kept_by, kin, phone, removal, team

_WILFREDO = adult(
    "Wilfredo Antonio", "Paz", "Urrutia", years=19, gender="male", nationality="HN", a_number=bay_number(4),
    birthplace="Santa Rita Baja, Yoro", arrived=-66,
)
_YESENIA = adult(
    "Yesenia Maribel", "Funes", "Alvarenga", years=20, gender="female", nationality="SV", a_number=bay_number(5),
    birthplace="La Reina Alta, Chalatenango", arrived=-800,
    reach=(phone(33, label="own", rule="Evenings. Her sister may answer; say you call about English class."),),
)
_KENSY = child(
    "Kensy Roberto", "Alvarado", "Pineda", years=18, days=40, gender="male", nationality="HN",
    a_number=bay_number(6), birthplace="San Isidro Nuevo, Choluteca", arrived=-900,
)
_MARLENY = adult(
    "Marleny", "Castellanos", "Rodas", years=34, gender="female", nationality="HN", a_number=bay_number(7),
    birthplace="El Paraíso Bajo, Copán", arrived=-370,
)
_JIMENA = child(
    "Jimena Sofía", "Leiva", "Castellanos", years=8, days=90, gender="female", nationality="HN", detail="Daughter",
    a_number=bay_number(7, 1), arrived=-370, unaccompanied=False,
)
_REINA = adult(
    "Reina Isabel", "Hernández", "Sorto", years=47, gender="female", nationality="SV", a_number="A98 200 017",
    birthplace="Concepción Vieja, Morazán", arrived=-420, entry="port_of_entry", entry_place="Hidalgo",
)
_OMAR = child(
    "Ómar Eliú", "Sorto", "Hernández", years=13, days=11, gender="male", nationality="SV", detail="Son",
    a_number=bay_number(11), arrived=-420, unaccompanied=False,
)
_BETY = child(
    "Betsabé", "Mendoza", "Urías", years=17, days=9, gender="female", nationality="SV", a_number=bay_number(20),
    birthplace="Las Delicias Viejas, La Paz", arrived=-480,
)
_CRISTIAN = child(
    "Cristian Noel", "Padilla", "Reyes", years=16, days=75, gender="male", nationality="HN",
    a_number=bay_number(21), birthplace="El Progreso Chico, Yoro", arrived=-520,
)
_LUPITA = child(
    "Guadalupe", "Ramos", "Chacón", years=17, days=190, gender="female", nationality="GT", called="Lupita",
    a_number=bay_number(22), birthplace="Las Cruces Viejas, Petén", arrived=-530,
)

STORIES = (
    Story(
        "detained", "Detained; merits hearing in weeks; bond hearing first",
        (_WILFREDO, kin("Ondina", "Urrutia", "Sabillón", part="relative", detail="Aunt in Houston")), opened=-50,
        theory="Particular social group: Honduran bus collectors' family members who refused to pay (family-based)",
        processes=(
            removal(
                "HOD", Sitting("bond", 8, "13:00", "at", "webex"),
                Sitting("individual", 24, "08:30", filings_due=10), detained=True, judge="G. Ostrander-Vale",
                nta=-60,
            ),
        ),
        duties=team("okafor", lead="renquist"), papers=("complaint", "death"), relative="Concepción Paz Urrutia",
        relation="father", town="Santa Rita Baja", department="Yoro", words="refused_family",
    ),
    Story(
        "in_absentia", "Ordered removed in absentia; notice went to an old address",
        (_YESENIA, kin("Morena", "Funes", "Alvarenga", part="relative", detail="Sister, same household")),
        opened=-30,
        processes=(
            removal(
                "HOU", Sitting("master", -40, "08:30", outcome="held"), nta=-780, i589=-520, judge="A. Thornquist",
                ruling=Ruling("in_absentia", -40, "mailed"),
            ),
        ),
        duties=team("okafor", lead="vandersloot"), papers=("notice",), town="La Reina Alta",
        department="Chalatenango",
        notes=(
            Jotting("okafor", "Moved twice; gave the second address to ICE, not to the court. Has the envelope."),
        ),
        relative="Rigoberto Funes",
    ),
    Story(
        "appeal", "Asylum denied last week; appeal reserved and running", (_KENSY,), opened=-800,
        theory="Particular social group: Honduran youths who cooperated with police against a gang (gang violence)",
        processes=(
            removal(
                "HGP", Sitting("individual", -9, "08:30", outcome="held"), nta=-880, i589=-600, judge="P. Wexcombe",
                ruling=Ruling("removal", -9, "oral"),
            ),
        ),
        duties=team("okafor", lead="renquist"), papers=("birth", "conditions"), town="San Isidro Nuevo",
        department="Choluteca", relative="Denis Alvarado", words="recruited",
    ),
    Story(
        "missed", "One-year date passed five days ago: say why, and what can be done", (_MARLENY, _JIMENA),
        opened=-40, processes=(removal("HSG", Sitting("master", 45, "10:00"), nta=-360),),
        duties=team("okafor", lead="vandersloot"),
        notes=(
            Jotting(
                "okafor",
                "Came to us in the last month. She believed that the paper from the bus station was the form.",
            ),
            Jotting(
                "renquist", "Extraordinary circumstances to be looked at; file at once, withholding and CAT as well."
            ),
        ),
        town="El Paraíso Bajo", department="Copán", relative="Edgardo Leiva", relation="husband",
    ),
    Story(
        "eight_digits", "Mother with an old file of eight digits, and her son",
        (_REINA, _OMAR, kin("Evelio", "Sorto", part="relative", detail="Brother-in-law in Houston")), opened=-330,
        processes=(
            removal(
                "HOU", Sitting("master", -30, "09:00", outcome="held"), Sitting("individual", 200, "08:30"),
                nta=-410, i589=-90, judge="L. Castellan-Moor",
                stopped=(Stopped(-70, -58, "Missed biometrics: the notice went to the old address"),),
            ),
        ),
        theory="Particular social group: family of a community-board treasurer (family-based); political opinion",
        duties=team("okafor", lead="kowalczuk"), papers=("birth", "affidavit"), town="Concepción Vieja",
        department="Morazán", relative="Abelino Sorto", relation="husband", words="shopkeeper",
    ),
    Story(
        "interview", "Asylum interview set with USCIS",
        (_BETY, kin("Delia", "Urías", "Flores", detail="Aunt in Houston")), opened=-400,
        sponsoring=(kept_by("Delia", "Aunt", "2B", _BETY),),
        processes=(
            asylum(Sitting("interview", 21, "07:45", source="notice"), number="ZHN00298220", i589=-330),
            removal("HSG", Sitting("master", 160, "13:00"), nta=-470),
        ),
        duties=team("okafor", lead="ruiz", mentor="renquist"), papers=("birth", "teacher"),
        town="Las Delicias Viejas", department="La Paz", relative="Melvin Mendoza", words="witness_uncle",
    ),
    Story(
        "this_week", "Master hearing this week",
        (_CRISTIAN, kin("Nelly", "Reyes", "Amador", detail="Mother in Houston", part="parent")), opened=-380,
        sent=(
            Sent("EOIR_MASTER_15", "Written pleadings and the I-589 receipt", -14, (Answer("accepted", -13),)),
        ),
        processes=(removal("HSG", Sitting("master", 3, "08:30", medium="webex"), nta=-510, i589=-200),),
        duties=team("okafor", lead="brandt", mentor="renquist"), town="El Progreso Chico",
        department="Yoro", relative="Elvin Padilla",
    ),
    Story(
        "sij", "State court first: order needed before 18",
        (_LUPITA, kin("Fidelina", "Chacón", part="sponsor", detail="Aunt in Lantern Bay")), opened=-420,
        sponsoring=(kept_by("Fidelina", "Aunt", "2B", _LUPITA),),
        processes=(
            Process(
                "state_juvenile", court_name="Lantern Bay County Court at Law", number="26-CPS-0311",
                sittings=(Sitting("juvenile", 13, "13:30"),),
            ),
            removal("HOU", Sitting("master", 95, "09:00"), nta=-520, i589=-240),
        ),
        duties=(*team("okafor", lead="vandersloot"), Duty("duarte", "social_work")), town="Las Cruces Viejas",
        department="Petén", relative="Hilario Ramos",
    ),
    Story(
        "new_call", "Called yesterday; afraid; nothing else known yet",
        (Figure("Yuliana", "", gender="female", minor=True, languages=()),), status="intake", opened=-1,
        intake_step="birth",
    ),
    Story(
        "walk_in", "Brought in by a teacher; papers to be copied",
        (
            Figure("Éver", "Castro", "Núñez", gender="male", nationality="HN", a_number=bay_number(15)),
            kin("Sandra", "Núñez", detail="Aunt in Lantern Bay"),
        ),
        status="intake", opened=-4, intake_step="home",
    ),
    Story(
        "granted", "Asylum granted",
        (
            child(
                "Stefany Paola", "Rivera", "Sagastume", years=17, days=301, gender="female", nationality="GT",
                a_number=bay_number(16), arrived=-1400,
            ),
        ),
        status="closed", opened=-1300, closed_because="Asylum granted; the file stays for the family's petitions.",
        processes=(
            removal(
                "HOU", Sitting("individual", -70, "08:30", outcome="held"), nta=-1390, i589=-1200,
                ruling=Ruling("granted", -70, "oral", reserved=False),
            ),
        ),
        duties=team("okafor", lead="renquist"),
    ),
    Story(
        "terminated", "Proceedings terminated after SIJ approval",
        (
            child(
                "Neftalí", "Aguirre", "Bautista", years=19, days=5, gender="male", nationality="HN",
                a_number=bay_number(17), arrived=-1500,
            ),
        ),
        status="closed", opened=-1400, closed_because="Proceedings terminated; referred for adjustment.",
        processes=(
            removal(
                "HGP", Sitting("master", -110, "09:00", outcome="held"), nta=-1490, i589=-1300,
                ruling=Ruling("terminated", -110, "e_served", reserved=False),
            ),
        ),
        duties=team("okafor", lead="vandersloot"),
    ),
)
