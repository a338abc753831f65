"""Lantern Bay's cases of children: twins, a birthday that comes too soon, a hearing that moved, an adverse sponsor."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.shapes import Answer, Duty, Jotting, Process, Report, Said, Sent, Sitting, Story
from cases.demo.usual import asylum, bay_number, child, kept_by, kin, phone, removal, team

_MARISOL = child(
    "Marisol", "Tomás", "Calmo", years=18, days=-20, gender="female", nationality="GT",
    birthplace="Chuitzal, San Marcos", languages=("mam", "spa"), a_number=bay_number(1), arrived=-640,
    entry_place="Eagle Pass",
    reach=(
        phone(13, label="aunt's", rule="Do not leave messages; the aunt must not know of the case's dates."),
        phone(12, label="own", rule="After 4 PM, in Mam or slow Spanish. Say “the school”, never “the lawyer”."),
    ),
    said=(Said("parent_abandoned", -600, "client", "Father left before she was born"),),
)
_FLORINDA = kin(
    "Florinda", "Calmo", "Ordóñez", detail="Aunt in Lantern Bay", languages=("mam", "spa"),
    reach=(phone(14, label="own", rule="Only the social worker calls, and never about the case."),),
)
_ABNER = child(
    "Abner Isaí", "Menjívar", "Quezada", years=14, days=100, gender="male", nationality="SV", called="Abner",
    birthplace="Puerto Farol, La Unión", a_number=bay_number(2), arrived=-300, entry_place="Roma",
)
_ANGEL = child(
    "Ángel Josué", "Menjívar", "Quezada", years=14, days=100, gender="male", nationality="SV", called="Ángel",
    birthplace="Puerto Farol, La Unión", a_number=bay_number(2, 1), arrived=-300, entry_place="Roma",
    detail="Twin brother",
)
_DARWIN = child(
    "Darwin Nahúm", "Orellana", "Mejía", years=16, days=210, gender="male", nationality="HN",
    birthplace="El Níspero, Cortés", a_number=bay_number(3), arrived=-720, reach=(phone(21, label="own"),),
)
_GENESIS = child(
    "Génesis Abigail", "Zelaya", "Núñez", years=16, days=31, gender="female", nationality="HN",
    birthplace="La Guama, Atlántida", a_number=bay_number(8), arrived=-330,
)
_JOSUE = child(
    "Josué Ernesto", "Cáceres", "Peñate", years=17, days=120, gender="male", nationality="SV",
    birthplace="San Marcial, Usulután", a_number=bay_number(9), arrived=-560,
)
_MANUELA = child(
    "Manuela", "Tzoc", "Ixcoy", years=11, days=260, gender="female", nationality="GT", languages=("quc",),
    birthplace="Pachojop, Totonicapán", a_number=bay_number(10), arrived=-190,
)
_YAHIR = child(
    "Yahir Alexander", "Bonilla", "Lazo", years=15, days=12, gender="male", nationality="HN",
    birthplace="Río Bonito, Yoro", a_number=bay_number(12), arrived=-410, moved=-3,
)
_BRENDA = child(
    "Brenda Lisseth", "Cortez", "Ávila", years=16, days=330, gender="female", nationality="SV",
    birthplace="El Tránsito Viejo, San Miguel", a_number=bay_number(13), arrived=-690,
)
_AROLDO = child(
    "Aroldo", "Güity", "Norales", years=13, days=64, gender="male", nationality="HN", languages=("cab", "spa"),
    birthplace="Punta Serena, Colón", a_number=bay_number(18), arrived=-270,
)
_MICAELA = child(
    "Micaela", "Juan", "Esteban", years=15, days=201, gender="female", nationality="GT", languages=("kjb", "spa"),
    birthplace="Yulxac, Huehuetenango", a_number=bay_number(19), arrived=-240,
)

STORIES = (
    Story(
        "marisol", "Ages out in weeks; sponsor no longer safe; merits hearing next month",
        (
            _MARISOL, _FLORINDA,
            kin("Eulalia", "Calmo", "Ordóñez", part="parent", detail="Mother, in San Marcos", languages=("mam",)),
        ),
        opened=-600,
        theory="Particular social group: immediate family of a brother who refused recruitment (family-based)",
        sponsoring=(
            kept_by(
                "Florinda", "Aunt", "2B", _MARISOL, standing="adverse", adverse_since=-45,
                adverse_reason="Threatens to report the child unless she works nights; keeps the mail.",
            ),
        ),
        processes=(
            removal(
                "HOU", Sitting("master", -160, "09:00", outcome="held"), Sitting("individual", 36, "08:30"),
                judge="A. Thornquist", nta=-630,
            ),
            asylum(number="ZHN00298149", i589=-62),
            Process("state_juvenile", court_name="Lantern Bay County Court at Law", number="26-CPS-0298"),
        ),
        duties=(*team("okafor", lead="ruiz", mentor="renquist"), Duty("duarte", "social_work")),
        notes=(
            Jotting("okafor", "Mail goes to the school counselor from now on, not to the aunt's address."),
            Jotting("duarte", "Sleeps badly since the quarrel. Has a friend's family she trusts.", "social_work"),
        ),
        papers=(
            "birth", "death", "complaint", "note", "elder", "school", "pastor", "clipping", "photos", "release",
            "teacher", "evaluation", "conditions",
        ),
        relative="Fermín Tomás Calmo", relation="brother", town="Chuitzal", department="San Marcos",
        words="refused_family", interpreter="xiloj", packet=True,
    ),
    Story(
        "twins", "Twin brothers; I-589 not filed yet; first master hearing soon",
        (_ABNER, _ANGEL, kin("Rutilia", "Quezada", "Barahona", detail="Grandmother in Lantern Bay")), opened=-120,
        theory="Particular social group: family of a witness against a gang (family-based)",
        sponsoring=(kept_by("Rutilia", "Grandmother", "2A", _ABNER),),
        processes=(removal("HGP", Sitting("master", 18, "09:00"), nta=-290),),
        duties=team("okafor", lead="vandersloot"), papers=("birth", "affidavit"), relative="Wilian Quezada",
        relation="uncle", town="Puerto Farol", department="La Unión", words="witness_uncle",
    ),
    Story(
        "moved", "Merits hearing moved twice; the hotline still says another day",
        (_DARWIN, kin("Suyapa", "Mejía", "Cruz", detail="Mother in Houston", part="parent")), opened=-500,
        theory="Particular social group: Honduran students who publicly refused gang recruitment (gang violence)",
        processes=(
            removal(
                "HOU", Sitting("master", -200, "13:00", outcome="held"),
                Sitting(
                    "individual", 50, "08:30",
                    reports=(
                        Report("ecas", 85, "08:30", adopt=True, detail="Reset by the court"),
                        Report("hotline", 92, "13:00", detail="Recorded voice, called twice"),
                    ),
                ),
                judge="L. Castellan-Moor", nta=-700, i589=-420,
            ),
        ),
        duties=team("okafor", lead="brandt", mentor="renquist"), papers=("birth", "school", "clipping"),
        relative="Kelvin Orellana Mejía", town="El Níspero", department="Cortés", words="recruited",
    ),
    Story(
        "protective", "UC exemption claimed; protective one-year date is close",
        (_GENESIS, kin("Iris", "Núñez", "Padilla", detail="Cousin in Port Amity")), opened=-250,
        sponsoring=(kept_by("Iris", "Cousin", "3", _GENESIS),),
        processes=(removal("HSG", Sitting("master", 64, "08:30"), nta=-322),),
        duties=team("okafor", lead="kowalczuk"), town="La Guama", department="Atlántida",
        relative="Delmer Zelaya Núñez",
    ),
    Story(
        "recruited", "Refused recruitment at school; evidence being gathered",
        (_JOSUE, kin("Noé", "Cáceres", "Rivas", detail="Uncle in Bayou Verde")), opened=-430,
        sponsoring=(kept_by("Noé", "Uncle", "2B", _JOSUE),),
        theory="Particular social group: Salvadoran boys who resisted recruitment and reported it (gang violence)",
        processes=(
            removal(
                "HGP", Sitting("master", -90, "09:30", outcome="held"), Sitting("individual", 110, "13:00"),
                judge="P. Wexcombe", nta=-550, i589=-250,
            ),
        ),
        duties=team("okafor", lead="vandersloot"), papers=("birth", "complaint", "conditions"),
        relative="Óscar Cáceres Peñate", relation="cousin", town="San Marcial", department="Usulután",
        words="recruited",
    ),
    Story(
        "kiche", "Speaks K'iche' only; first statement being taken with an interpreter",
        (
            _MANUELA,
            kin("Santos", "Tzoc", "Batz", detail="Father in Lantern Bay", part="sponsor", languages=("quc", "spa")),
        ),
        opened=-90, sponsoring=(kept_by("Santos", "Father", "1", _MANUELA),),
        processes=(removal("HOU", Sitting("master", None, setting="tbd"), nta=-180),),
        duties=team("okafor", lead="kowalczuk"), town="Pachojop", department="Totonicapán",
        relative="Diego Tzoc Ixcoy", relation="grandfather", words="kiche_child", interpreter="xiloj",
    ),
    Story(
        "wall", "A colleague once advised the sponsor: walled",
        (_YAHIR, kin("Marlon", "Lazo", "Pineda", detail="Uncle in Houston")), opened=-300,
        sponsoring=(kept_by("Marlon", "Uncle", "2B", _YAHIR, standing="unclear"),),
        processes=(removal("HSG", Sitting("master", 29, "10:30"), nta=-400, i589=-80),),
        sent=(
            Sent(
                "EOIR_MASTER_15", "Motion to appear by Webex", -9,
                (
                    Answer("accepted", -8),
                    Answer("rejected", -2, "Proof of service is missing; the wrong document type was chosen"),
                ), document_type="Motion",
            ),
        ),
        duties=team("okafor", lead="renquist"),
        walls=(("vandersloot", "Advised the sponsor in a housing matter three years ago."),), town="Río Bonito",
        department="Yoro", relative="Selvin Bonilla",
    ),
    Story(
        "ended", "Volunteer's time on the case is over; handed to staff",
        (_BRENDA, kin("Gladys", "Ávila", "Serpas", detail="Aunt in Houston")), opened=-610,
        sponsoring=(kept_by("Gladys", "Aunt", "2B", _BRENDA),),
        processes=(removal("HGP", Sitting("individual", 71, "08:30"), nta=-680, i589=-350, judge="P. Wexcombe"),),
        sent=(Sent("EOIR_INDIVIDUAL_30", "Country conditions and the teacher's letter", -1, method="courier"),),
        duties=(Duty("ruiz", "co_counsel", -560, -14), *team("okafor", lead="vandersloot")),
        notes=(Jotting("vandersloot", "Took the file over from the volunteer. Declaration still to be read back."),),
        town="El Tránsito Viejo", department="San Miguel", relative="Mauricio Cortez",
        words="recruited",
    ),
    Story(
        "control", "Control date only: ask the court for a real one",
        (
            _AROLDO,
            kin(
                "Digna", "Norales", "Arzú", detail="Mother in Galveston County", part="sponsor",
                languages=("cab", "spa"),
            ),
        ),
        opened=-200, sponsoring=(kept_by("Digna", "Mother", "1", _AROLDO),),
        processes=(removal("HLG", Sitting("master", 140, setting="control_date"), nta=-262),),
        duties=team("okafor", lead="kowalczuk"), town="Punta Serena", department="Colón", relative="Justo Güity",
    ),
    Story(
        "tbd", "Venue just changed; hearing to be determined",
        (_MICAELA, kin("Andrés", "Juan", "Pascual", detail="Brother in San Antonio", languages=("kjb", "spa"))),
        opened=-150, sponsoring=(kept_by("Andrés", "Brother", "2A", _MICAELA),),
        processes=(removal("SNA", Sitting("master", None, setting="tbd", source="ecas"), nta=-230),),
        duties=team("okafor", lead="brandt", mentor="renquist"), town="Yulxac", department="Huehuetenango",
        relative="Mateo Juan",
    ),
)
