"""What the invented papers of one case are about: a child, a place, a relative, and the days things happened."""
# fmt: off
# Laid out by hand: these are tables for people to read.

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Country:
    """How an invented paper of a country calls its offices."""

    name: str
    registry: str
    registrar: str
    police: str
    police_english: str


COUNTRIES = {
    "GT": Country(
        "Guatemala", "Registro Civil de las Personas", "Registradora Civil",
        "Ministerio Público, Fiscalía Municipal", "Public Ministry, Municipal Prosecutor's Office",
    ),
    "HN": Country(
        "Honduras", "Registro Nacional de las Personas", "Registrador Civil Municipal",
        "Dirección Policial de Investigaciones", "Police Directorate of Investigations",
    ),
    "SV": Country(
        "El Salvador", "Registro del Estado Familiar", "Registradora del Estado Familiar",
        "Policía Nacional Civil, Oficina de Denuncias", "National Civil Police, Complaints Office",
    ),
    "NI": Country(
        "Nicaragua", "Registro del Estado Civil de las Personas", "Registrador del Estado Civil",
        "Policía Nacional, Auxilio Judicial", "National Police, Judicial Assistance",
    ),
    "EC": Country(
        "Ecuador", "Dirección de Registro Civil", "Registradora Civil",
        "Fiscalía General, Servicio de Atención Integral", "Prosecutor's Office, Intake Service",
    ),
    "CO": Country(
        "Colombia", "Registraduría Municipal del Estado Civil", "Registradora Municipal",
        "Fiscalía, Sala de Denuncias", "Prosecutor's Office, Complaints Room",
    ),
}

# The words in which a relative is mourned, and the same in Spanish.
RELATIONS = {
    "brother": "hermano", "cousin": "primo", "father": "padre", "grandfather": "abuelo", "husband": "esposo",
    "uncle": "tío",
}


@dataclass(frozen=True)
class Telling:
    """The facts that the papers of one case agree on."""

    child: str  # full name
    called: str
    born: date
    mother: str
    relative: str  # who was lost or threatened first
    relation: str  # "brother", "uncle"
    relation_spanish: str  # "hermano"
    town: str
    department: str
    country: str  # ISO code
    school: str
    sponsor: str
    sponsor_relation: str
    us_city: str
    lost_on: date
    reported_on: date
    left_on: date
    released_on: date
    written_on: date  # when the letters of this year were written
    court: str
    hearing: str

    @property
    def offices(self) -> Country:
        """How the country of origin calls its offices."""
        return COUNTRIES[self.country]

    @property
    def place(self) -> str:
        """Town, department, country."""
        return f"{self.town}, {self.department}, {self.offices.name}"
