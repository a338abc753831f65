"""Heron Hollow's cases of children: sisters, a disputed age, a second sponsor, a hearing by video, a brief that is due."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.shapes import Duty, Jotting, Noticed, Said, Sitting, Sponsoring, Story
from cases.demo.usual import asylum, child, heron_number, kept_by, kin, phone, removal, team

_OFFICE = "USCIS Arlington Asylum Office"

_NAYELI = child(
    "Nayeli Esperanza", "Godínez", "Fuentes", years=16, days=140, gender="female", nationality="GT",
    birthplace="Aldea El Mirto, Jutiapa", a_number=heron_number(1), arrived=-600,
    reach=(phone(51, label="own", rule="School days after 3 PM. Text first."),),
)
_DULCE = child(
    "Dulce María", "Amaya", "Ventura", years=12, days=33, gender="female", nationality="SV",
    birthplace="Cantón Las Minas Viejas, Cabañas", a_number=heron_number(2), arrived=-310,
)
_ROCIO = child(
    "Rocío Belén", "Amaya", "Ventura", years=15, days=290, gender="female", nationality="SV", detail="Sister",
    birthplace="Cantón Las Minas Viejas, Cabañas", a_number=heron_number(2, 1), arrived=-310,
)
_BARTOLO = child(
    "Bartolo", "Ajtún", "Puac", years=17, days=15, gender="male", nationality="GT", languages=("quc", "spa"),
    certainty="disputed", birthplace="Chuicacá Viejo, Totonicapán", a_number=heron_number(3), arrived=-210,
    said=(Said("age_disputed", -205, "dhs_record", "A dental report says “18 or more”"),),
)
_EMELY = child(
    "Emely Yaneth", "Discua", "Ferrera", years=14, days=222, gender="female", nationality="HN",
    birthplace="Los Laureles Viejos, Olancho", a_number=heron_number(4), arrived=-520,
)
_WILMER = child(
    "Wilmer Obed", "Chávez", "Portillo", years=17, days=200, gender="male", nationality="SV",
    birthplace="Santa Tecla Vieja, La Libertad", a_number=heron_number(5), arrived=-660,
)
_SAYRA = child(
    "Sayra", "Pop", "Caal", years=13, days=300, gender="female", nationality="GT", languages=("kek",),
    birthplace="Semuy Chico, Alta Verapaz", a_number=heron_number(6), arrived=-160, arrival_certainty="approximate",
)
_EDUAR = child(
    "Eduar Santiago", "Mosquera", "Rentería", years=16, days=9, gender="male", nationality="CO",
    birthplace="Puerto Tranquilo, Chocó", a_number=heron_number(7), arrived=-345,
)
_KATERINE = child(
    "Katerine Anahí", "Tituaña", "Morocho", years=15, days=77, gender="female", nationality="EC",
    languages=("que", "spa"), birthplace="Cochapamba Alta, Chimborazo", a_number=heron_number(8), arrived=-280,
)
_JAIRO = child(
    "Jairo Misael", "Blandón", "Úbeda", years=17, days=310, gender="male", nationality="NI",
    birthplace="Wapí Viejo, Caribe Sur", a_number=heron_number(9), arrived=-700,
)

STORIES = (
    Story(
        "denied_brother", "Brother killed after refusing; filings due this month",
        (_NAYELI, kin("Verónica", "Fuentes", "Archila", detail="Mother in Hyattsville", part="sponsor")),
        opened=-520,
        theory="Particular social group: nuclear family of a young man who refused to serve a gang (family-based)",
        sponsoring=(kept_by("Verónica", "Mother", "1", _NAYELI),),
        processes=(
            removal(
                "HYA", Sitting("master", -130, "09:00", outcome="held"), Sitting("individual", 44, "13:00"),
                judge="M. Quillfeather", nta=-590, i589=-400,
            ),
        ),
        duties=(*team("pennington", lead="obuya"), Duty("whitlock", "student")),
        papers=("birth", "death", "complaint", "clipping", "teacher", "conditions"),
        relative="Elder Godínez Fuentes", town="Aldea El Mirto", department="Jutiapa", words="refused_family",
    ),
    Story(
        "sisters", "Two sisters; I-589 in preparation",
        (_DULCE, _ROCIO, kin("Concepción", "Ventura", detail="Aunt in Baltimore")), opened=-180,
        sponsoring=(kept_by("Concepción", "Aunt", "2B", _DULCE),),
        theory="Particular social group: Salvadoran girls viewed as property by gang members; family of a shopkeeper",
        processes=(removal("BAL", Sitting("master", 26, "08:30"), nta=-300),),
        duties=team("pennington", lead="valcourt"), papers=("birth", "school"), relative="Israel Amaya",
        relation="father", town="Cantón Las Minas Viejas", department="Cabañas", words="witness_uncle",
    ),
    Story(
        "age_disputed", "The government says he is grown; birth record on its way",
        (_BARTOLO, kin("Tomasa", "Puac", detail="Sister in Annandale")), opened=-140,
        sponsoring=(kept_by("Tomasa", "Sister", "2A", _BARTOLO),),
        processes=(removal("ANN", Sitting("master", 19, "13:00"), nta=-205),),
        duties=team("pennington", lead="obuya"), papers=("birth", "elder"), town="Chuicacá Viejo",
        department="Totonicapán", relative="Pascual Ajtún",
    ),
    Story(
        "second_sponsor", "First sponsor could not keep her; now with a second",
        (
            _EMELY, kin("Ada", "Ferrera", detail="Aunt in Sterling"),
            kin("Lourdes", "Discua", detail="Half-sister in Baltimore"),
        ),
        opened=-400,
        sponsoring=(
            Sponsoring("Ada", "Aunt", "2B", -484, ended=-210, standing="unclear"),
            Sponsoring("Lourdes", "Half-sister", "2A", -210),
        ),
        processes=(removal("BAL", Sitting("master", 58, "09:30"), nta=-510, i589=-200),),
        duties=team("pennington", lead="valcourt"), town="Los Laureles Viejos",
        department="Olancho", relative="Nahún Discua",
    ),
    Story(
        "video", "Heard by video from the adjudication center",
        (_WILMER, kin("Rosibel", "Portillo", detail="Aunt in Richmond")), opened=-500,
        sponsoring=(kept_by("Rosibel", "Aunt", "2B", _WILMER),),
        theory="Particular social group: Salvadoran students who testified against gang members (gang violence)",
        processes=(
            removal(
                "RIC", Sitting("individual", 86, "10:00", medium="webex"), judge="R. Harrowgate", nta=-650, i589=-380
            ),
        ),
        duties=team("pennington", lead="brandt", mentor="valcourt"), papers=("birth", "complaint", "evaluation"),
        relative="Saúl Chávez", relation="cousin", town="Santa Tecla Vieja", department="La Libertad",
        words="recruited",
    ),
    Story(
        "qeqchi", "Speaks Q'eqchi'; day of arrival only roughly known",
        (_SAYRA, kin("Ernesto", "Caal", "Choc", detail="Uncle in Hyattsville", languages=("kek", "spa"))),
        opened=-70, sponsoring=(kept_by("Ernesto", "Uncle", "2B", _SAYRA),),
        processes=(removal("HYA", Sitting("master", 73, "09:00"), nta=-150),),
        duties=(*team("pennington", lead="obuya"), Duty("whitlock", "student")), town="Semuy Chico",
        department="Alta Verapaz", relative="Domingo Pop",
    ),
    Story(
        "extortion", "Family shop in Chocó; one-year date in three weeks",
        (_EDUAR, kin("Yuliza", "Rentería", detail="Cousin in Baltimore")), opened=-110,
        sponsoring=(kept_by("Yuliza", "Cousin", "3", _EDUAR),),
        processes=(removal("BAL", Sitting("master", 120, "08:30"), nta=-340),),
        duties=team("pennington", lead="valcourt"), papers=("birth", "note"), town="Puerto Tranquilo",
        department="Chocó", relative="Harlinson Mosquera", words="shopkeeper",
    ),
    Story(
        "affirmative", "USCIS only: the representative handles it alone",
        (
            _KATERINE,
            kin("Rosa", "Morocho", "Guamán", detail="Mother in Baltimore", part="sponsor", languages=("que", "spa")),
        ),
        opened=-230, sponsoring=(kept_by("Rosa", "Mother", "1", _KATERINE),),
        processes=(asylum(Sitting("interview", 33, "08:15"), office=_OFFICE, number="ZAR00297208", i589=-120),),
        duties=team("pennington", lead="obuya", co_counsel="marchetti"), papers=("birth", "school"), town="Cochapamba Alta",
        department="Chimborazo", relative="Segundo Tituaña", words="recruited",
        noticed=(Noticed("biometrics", "appointment", 12),),
    ),
    Story(
        "cancelled", "Hearing cancelled by the court; a new one expected",
        (_JAIRO, kin("Martha", "Úbeda", detail="Mother in Sterling", part="sponsor")), opened=-600,
        sponsoring=(kept_by("Martha", "Mother", "1", _JAIRO),),
        processes=(
            removal(
                "STE", Sitting("individual", 15, "08:30", source="notice", outcome="cancelled", adjournment="17"),
                Sitting("individual", None, setting="tbd", source="ecas"), nta=-690, i589=-470,
            ),
        ),
        duties=team("pennington", lead="brandt", mentor="valcourt"), town="Wapí Viejo",
        department="Caribe Sur", relative="Norlan Blandón",
        notes=(Jotting("pennington", "Court clerk: the judge is out; look at ECAS every Monday."),),
    ),
)
