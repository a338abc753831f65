"""Papers from the home country: certificates, the complaint, letters, the note, the clipping."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from cases.demo.days import spoken
from cases.demo.papers import Paper, Sheet
from cases.demo.telling import Telling

_TRANSLATOR = ("Orfelinda Castaway", "Translator, Spanish to English", "210 Lighthouse Row · 555-0147")


def _certificate(about: str) -> tuple[str, str]:
    return (
        (
            f"I, Orfelinda Castaway, certify that I am competent to translate from Spanish into English, and that the "
            f"foregoing translation of the {about} is true and accurate to the best of my abilities."
        ),
        "The original in Spanish stands before this page.",
    )


def _translation(title: str, day: str, *text: str, rows: tuple[tuple[str, str], ...] = (), about: str) -> Sheet:
    return Sheet(
        "letter", head=("English translation",), title=title, rows=rows, text=(*text, *_certificate(about)),
        day=day, hand="O. Castaway", signed=_TRANSLATOR,
    )


def birth(tale: Telling) -> Paper:
    """A birth certificate, scanned, with its translation."""
    office = tale.offices
    here = (("Lugar de nacimiento", tale.place), ("Nombre de la madre", tale.mother))
    there = (("Place of birth", tale.place), ("Mother's name", tale.mother))
    original = Sheet(
        "registry", "es", head=(office.registry, f"Municipio de {tale.town}"), title="Certificación de nacimiento",
        stamp=f"{office.registry} {tale.town}",
        rows=(
            ("Nombre completo", tale.child), ("Fecha de nacimiento", spoken(tale.born, "spa")), *here,
            ("Nombre del padre", "No consta"), ("Partida", "No. 298, folio 149, libro 12"),
        ),
        text=("Es conforme con su original, y se extiende a solicitud de parte interesada.",),
        day=f"{tale.town}, {spoken(tale.left_on, 'spa')}", hand="R. Quintanar", signed=(office.registrar,),
    )
    english = _translation(
        "Certificate of birth", spoken(tale.left_on),
        rows=(
            ("Full name", tale.child), ("Date of birth", spoken(tale.born)), *there,
            ("Father's name", "Not stated"), ("Entry", "No. 298, folio 149, book 12"),
        ),
        about="birth certificate",
    )
    return Paper(
        "acta-de-nacimiento", f"Birth certificate of {tale.child}, with certified translation", (original, english),
        dated=spoken(tale.left_on), proves="Identity, age and parentage", language="spa", translated=True,
        scanned=(0,),
    )


def death(tale: Telling) -> Paper:
    """The death certificate of the relative, scanned, with its translation."""
    office = tale.offices
    original = Sheet(
        "registry", "es", head=(office.registry, f"Municipio de {tale.town}"), title="Certificación de defunción",
        stamp=f"{office.registry} {tale.town}",
        rows=(
            ("Nombre del fallecido", tale.relative), ("Fecha de fallecimiento", spoken(tale.lost_on, "spa")),
            ("Lugar", tale.place), ("Asistencia médica", "Sin asistencia médica"), ("Causa", "En investigación"),
            ("Informante", tale.mother),
        ),
        text=("Es conforme con su original.",), day=f"{tale.town}, {spoken(tale.reported_on, 'spa')}",
        hand="R. Quintanar", signed=(office.registrar,),
    )
    english = _translation(
        "Certificate of death", spoken(tale.reported_on),
        rows=(
            ("Name of the deceased", tale.relative), ("Date of death", spoken(tale.lost_on)), ("Place", tale.place),
            ("Medical attendance", "None"), ("Cause", "Under investigation"), ("Informant", tale.mother),
        ),
        about="death certificate",
    )
    return Paper(
        "acta-de-defuncion", f"Death certificate of {tale.relative}, with certified translation",
        (original, english), dated=spoken(tale.reported_on),
        proves=f"The death of the respondent's {tale.relation}", language="spa", translated=True, scanned=(0,),
    )


def complaint(tale: Telling) -> Paper:
    """The complaint that the family made to the authorities, scanned, with its translation."""
    office = tale.offices
    original = Sheet(
        "form", "es", head=(office.police, tale.place), title="Constancia de denuncia",
        rows=(
            ("Expediente", "DEN-0298-149"), ("Fecha", spoken(tale.reported_on, "spa")),
            ("Denunciante", tale.mother), ("Hecho", "Amenazas y extorsión"),
            ("Lugar", f"Barrio El Mirador, {tale.town}"),
        ),
        text=(
            (
                f"La denunciante manifiesta que hombres del grupo que controla el barrio exigen dinero y que {tale.called} "
                f"trabaje con ellos. Refiere que su {tale.relation_spanish} {tale.relative} se negó y murió."
            ),
            "Se le informa que el caso será investigado. Se le recomienda no salir de noche.",
        ),
        hand="A. Villalba", signed=("Agente de turno",), stamp=office.police,
    )
    english = _translation(
        "Record of complaint", spoken(tale.reported_on),
        f"The complainant states that men of the group that controls the neighborhood demand money and that "
        f"{tale.called} work with them. She relates that the {tale.relation}, {tale.relative}, refused and died.",
        "She is told that the case will be investigated. She is advised not to go out at night.",
        rows=(
            ("Office", office.police_english), ("File", "DEN-0298-149"), ("Complainant", tale.mother),
            ("Matter", "Threats and extortion"),
        ),
        about="record of complaint",
    )
    return Paper(
        "denuncia", "Complaint to the authorities (denuncia), with certified translation", (original, english),
        dated=spoken(tale.reported_on), proves="The threats were reported; no protection followed", language="spa",
        translated=True, scanned=(0,),
    )


def school(tale: Telling) -> Paper:
    """A letter of the school, scanned, with its translation."""
    original = Sheet(
        "letter", "es", head=(tale.school, tale.place), title="Constancia de estudios",
        day=spoken(tale.left_on, "spa"), stamp=tale.school,
        text=(
            f"La suscrita directora hace constar que {tale.child} asistió a este centro con regularidad y buena conducta.",
            (
                "Dejó de asistir después de que personas ajenas al centro esperaran varias veces a la salida. La familia "
                "informó que no era seguro continuar. No es el único caso de este año."
            ),
        ),
        hand="M. Arrecife", signed=("Mtra. Marcelina Arrecife", "Directora"),
    )
    english = _translation(
        "Certificate of studies", spoken(tale.left_on),
        f"The undersigned principal certifies that {tale.child} was a regular student of this school, of good conduct.",
        "The student stopped attending after people from outside the school had waited at the gate several times. The "
        "family told us that it was not safe to go on. It is not the only case this year.", about="school letter",
    )
    return Paper(
        "constancia-de-estudios", f"Letter of {tale.school}, with certified translation", (original, english),
        dated=spoken(tale.left_on), proves="Pressure at school; why the child stopped attending", language="spa",
        translated=True, scanned=(0,),
    )


def pastor(tale: Telling) -> Paper:
    """A letter of the parish, not scanned."""
    original = Sheet(
        "letter", "es", head=("Parroquia Nuestra Señora del Faro", tale.place), day=spoken(tale.written_on, "spa"),
        text=(
            "A quien corresponda:",
            (
                f"Conozco a {tale.child} y a su familia desde hace muchos años. Son gente de paz. Después de lo ocurrido con "
                f"{tale.relative}, la madre vino a pedir ayuda para que {tale.called} pudiera irse. La acompañé a la terminal."
            ),
            f"Desde entonces preguntan por {tale.called}. No sería prudente que volviera.",
        ),
        hand="P. Eleuterio", signed=("Pbro. Eleuterio Marisma",),
    )
    english = _translation(
        "Letter of the parish", spoken(tale.written_on),
        f"To whom it may concern: I have known {tale.child} and the family for many years. They are people of peace. "
        f"After what happened to {tale.relative}, the mother came to ask for help so that {tale.called} could leave. "
        "I went with her to the bus station. Since then they ask about the child. To return would not be prudent.",
        about="letter of the parish",
    )
    return Paper(
        "carta-parroquia", "Letter of Father Eleuterio Marisma, with certified translation", (original, english),
        dated=spoken(tale.written_on), proves="The family's flight; continuing interest in the respondent",
        language="spa", translated=True,
    )


def elder(tale: Telling) -> Paper:
    """A statement of the village's auxiliary mayor, scanned, with its translation."""
    original = Sheet(
        "letter", "es", head=("Alcaldía Auxiliar", tale.place), title="Constancia de residencia",
        day=spoken(tale.reported_on, "spa"), stamp=f"Alcaldía Auxiliar {tale.town}",
        text=(
            (
                f"El suscrito hace constar que {tale.mother} y su familia son vecinos de esta comunidad y que {tale.called} "
                "vivió aquí desde su nacimiento."
            ),
            "Consta que tuvieron que dejar su casa por amenazas que toda la comunidad conoce.",
        ),
        hand="B. Cumbre", signed=("Baltazar Cumbre", "Alcalde auxiliar"),
    )
    english = _translation(
        "Certificate of residence", spoken(tale.reported_on),
        f"The undersigned certifies that {tale.mother} and her family are residents of this community and that "
        f"{tale.called} lived here from birth. They had to leave their house because of threats that the whole community "
        "knows of.", about="certificate of residence",
    )
    return Paper(
        "constancia-alcaldia", "Certificate of the auxiliary mayor, with certified translation",
        (original, english), dated=spoken(tale.reported_on), proves="Residence; threats known in the community",
        language="spa", translated=True, scanned=(0,),
    )


def note(tale: Telling) -> Paper:
    """The note that was left at the house, scanned, with its translation."""
    original = Sheet("note", "es", text=("Ya sabemos dónde vive.", "Tiene hasta el viernes para decidirse."))
    english = _translation(
        "Handwritten note", "Undated", "“We know where you live. You have until Friday to make up your mind.”",
        "The note bears no signature.", about="handwritten note",
    )
    return Paper(
        "nota", "Note left at the family's door, with certified translation", (original, english),
        dated=f"found {spoken(tale.reported_on)}", proves="A threat directed at the respondent", language="spa",
        translated=True, scanned=(0,),
    )


def clipping(tale: Telling) -> Paper:
    """A newspaper article, scanned, with its translation."""
    original = Sheet(
        "clipping", "es", head=("El Faro de la Costa", spoken(tale.lost_on, "spa")),
        title=f"Vecinos de {tale.town} piden más vigilancia",
        text=(
            (
                f"{tale.town.upper()}. Comerciantes y padres de familia del barrio El Mirador pidieron ayer más presencia de "
                "las autoridades. Dicen que los cobros a los negocios aumentaron y que a los jóvenes los esperan a la salida "
                "de la escuela."
            ),
            "«Al que dice que no, lo obligan a irse», contó una vecina que pidió no dar su nombre.",
            (
                "La delegación informó que los patrullajes se harán cuando haya personal. En lo que va del año, el centro "
                "escolar perdió a cuarenta y un alumnos."
            ),
            "Un grupo de madres entregó una carta en la alcaldía. Nadie había respondido al cierre de esta edición.",
        ),
    )
    english = _translation(
        f"Residents of {tale.town} ask for more protection", spoken(tale.lost_on),
        "Shopkeepers and parents of the El Mirador neighborhood asked yesterday for more presence of the authorities. "
        "They say that the charges on businesses went up and that young people are waited for at the school gate. "
        "“Whoever says no is made to leave,” said a neighbor who asked not to be named. The station said that there "
        "will be patrols when there is staff. So far this year the school has lost forty-one students.",
        about="newspaper article",
    )
    return Paper(
        "el-faro-de-la-costa", f"“Residents of {tale.town} ask for more protection,” El Faro de la Costa",
        (original, english), dated=spoken(tale.lost_on), proves="Recruitment and extortion in the neighborhood",
        language="spa", translated=True, scanned=(0,),
    )


def photos(tale: Telling) -> Paper:
    """Three photographs on an album page, as a JPEG."""
    return Paper(
        "fotos", f"Photographs of the family's home in {tale.town}, with captions", (),
        dated=f"before {spoken(tale.left_on)}", proves="The home and the road to school",
        photographs=(f"The house in {tale.town}", "The road to school", "Where the men used to wait"),
    )
