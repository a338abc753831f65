"""The few words that messages are put together from, in each language: never a name, a rule, a court or a country."""

import datetime as dt

# What is due, by the reason for the reminder. A rule's own title would say what kind of case it is.
WHAT = {
    "en": {
        "court": "a filing is due",
        "agency": "a filing with an agency is due",
        "step": "a step is due",
        "eligibility": "a step becomes possible",
        "expiry": "something runs out",
        "government": "an answer is expected",
        "information": "a date of the clinic's own",
        "hearing": "a hearing",
        "packet": "a hearing, and no packet is under way",
    },
    "es": {
        "court": "vence una presentación",
        "agency": "vence una presentación ante una agencia",
        "step": "vence un trámite",
        "eligibility": "un trámite pasa a ser posible",
        "expiry": "algo caduca",
        "government": "se espera una respuesta",
        "information": "una fecha propia de la clínica",
        "hearing": "una audiencia",
        "packet": "una audiencia, y no hay paquete en preparación",
    },
}

# What an entry of a calendar feed says.
FEED = {
    "en": {
        "hearing": "Hearing",
        "control_date": "Hearing, control date without a time",
        "note": "Amparo says what this is and what to do. A calendar may show a change only hours later: "
        "the date in Amparo is the one that counts.",
    },
    "es": {
        "hearing": "Audiencia",
        "control_date": "Audiencia, fecha de control sin hora",
        "note": "Amparo dice qué es y qué hacer. Un calendario puede tardar horas en mostrar un cambio: "
        "la fecha que cuenta es la de Amparo.",
    },
}

# Why the coordinator is written to. The English words stand in the ledger too.
UNANSWERED = "nobody acknowledged the reminder in time"
UNDELIVERED = "the message could not be delivered"
UNHEARD = "nobody who works on the case could be told"
REOPENED = "the filing was rejected, so the date stands again"
AWAY = "somebody is away, and their stand-in too, or may not see the case"
WHY_SPANISH = {
    UNANSWERED: "nadie confirmó el recordatorio a tiempo",
    UNDELIVERED: "el mensaje no se pudo entregar",
    UNHEARD: "no se pudo avisar a nadie que trabaje en el caso",
    REOPENED: "se rechazó la presentación, así que la fecha sigue vigente",
    AWAY: "alguien está ausente, y quien le sustituye también o no puede ver el caso",
}

# What is wrong with a morning's proof, for one and for several.
WRONG = {
    "en": {
        "waiting": (
            "reminder that should have gone out still waits.",
            "reminders that should have gone out still wait.",
        ),
        "failed": (
            "message could not be delivered, and nobody else was told.",
            "messages could not be delivered, and nobody else was told.",
        ),
        "unspoken": (
            "recorded date of which the ledger says nothing.",
            "recorded dates of which the ledger says nothing.",
        ),
        "unheard": (
            "recorded date of which nobody in the clinic could be told.",
            "recorded dates of which nobody in the clinic could be told.",
        ),
    },
    "es": {
        "waiting": (
            "recordatorio que debía salir sigue esperando.",
            "recordatorios que debían salir siguen esperando.",
        ),
        "failed": (
            "mensaje no se pudo entregar, y no se avisó a nadie más.",
            "mensajes no se pudieron entregar, y no se avisó a nadie más.",
        ),
        "unspoken": (
            "fecha registrada de la que el registro no dice nada.",
            "fechas registradas de las que el registro no dice nada.",
        ),
        "unheard": (
            "fecha registrada de la que no se pudo avisar a nadie de la clínica.",
            "fechas registradas de las que no se pudo avisar a nadie de la clínica.",
        ),
    },
}
LATE = {
    "en": "The sweep that sends reminders is late or has never run.",
    "es": "La revisión que envía los recordatorios va con retraso o nunca se ha hecho.",
}

# What somebody is to do that no rule of law sets.
TODO = {
    "en": {
        "who_tells_the_child": "decide who tells the client what Amparo no longer writes",
        "review_screening": "read a finished questionnaire, and sign it",
    },
    "es": {
        "who_tells_the_child": "decidir quién le dice al cliente lo que Amparo ya no escribe",
        "review_screening": "leer un cuestionario terminado y firmarlo",
    },
}

WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    "pt": ("seg", "ter", "qua", "qui", "sex", "sáb", "dom"),
}
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
}


def what(key: str, language: str) -> str:
    """Return what is due, in the language; in English where there is no such language."""
    return WHAT.get(language, WHAT["en"])[key]


def feed(key: str, language: str) -> str:
    """Return what an entry of a calendar says, in the language; in English where there is no such language."""
    return FEED.get(language, FEED["en"])[key]


def wrong(what: str, number: int, language: str) -> str:
    """Return ``3 reminders that should have gone out still wait.``, in the language."""
    return f"{number} {WRONG.get(language, WRONG['en'])[what][number != 1]}"


def todo(kind: str, language: str) -> str:
    """Return what somebody is to do, as a verb, in the language."""
    return TODO.get(language, TODO["en"])[kind]


def why(words: str, language: str) -> str:
    """Return why the coordinator is written to, in the language."""
    return WHY_SPANISH.get(words, words) if language == "es" else words


def days_left(days: int, language: str) -> str:
    """Return ``in 7 days``, ``today`` or ``2 days past``, in the language."""
    if language == "es":
        if days < 0:
            return f"hace {-days} {'día' if days == -1 else 'días'}"
        return {0: "hoy", 1: "mañana"}.get(days, f"en {days} días")
    if days < 0:
        return f"{-days} {'day' if days == -1 else 'days'} past"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def day(value: dt.date, language: str) -> str:
    """Return ``Mon 28 Dec 2026`` or ``lun 28 dic 2026``."""
    names = WEEKDAYS.get(language, WEEKDAYS["en"]), MONTHS.get(language, MONTHS["en"])
    return f"{names[0][value.weekday()]} {value.day} {names[1][value.month - 1]} {value.year}"


def clock(value: dt.time, language: str) -> str:
    """Return ``8:30 AM``; in Spanish and Portuguese ``8:30 a. m.``: two ways of saying the same clock."""
    morning, afternoon = ("AM", "PM") if language == "en" else ("a. m.", "p. m.")
    return f"{value.hour % 12 or 12}:{value.minute:02} {morning if value.hour < 12 else afternoon}"
