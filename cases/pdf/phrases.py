"""The fixed words of a declaration, by language; what we have in no language of the paper is said in English."""

# A viewer shows the title on its tab and keeps it in its history: it names the case, never a person.
TITLE = {"en": "Declaration", "es": "Declaración"}
HEADING = {"en": "Declaration of {name}", "es": "Declaración de {name}"}
OPENING = {"en": "I, {name}, declare as follows:", "es": "Yo, {name}, declaro lo siguiente:"}
EXECUTED = {
    "en": "Executed on ____________________ at {place}.",
    "es": "Firmado el ____________________ en {place}.",
}
DECLARANT = {"en": "Declarant", "es": "Declarante"}
READ_BACK_TITLE = {"en": "Read-back", "es": "Lectura"}
READ_BACK = {
    "en": (
        "Before I signed, this declaration was read back to me from beginning to end in {language}, a language that "
        "I understand. I was able to correct it. I understood it when I signed it."
    ),
    "es": (
        "Antes de firmar, esta declaración me fue leída de principio a fin en {language}, un idioma que entiendo. "
        "Pude corregirla. La entendí cuando la firmé."
    ),
}
# {held} is " on Mon 23 Nov 2026, by telephone,", or nothing on a preview.
INTERPRETATION = (
    "I, {name}, certify that I am competent to interpret between {source} and {target}; that{held} I read the foregoing "
    "declaration to {declarant} in {target} before it was signed; that {declarant} told me that they understood it; "
    "and that my interpretation was true and accurate to the best of my abilities."
)
# Of an interpreter who did not speak with the declarant: they certify their own link of the relay and no more.
RELAY = (
    "I, {name}, certify that I am competent to interpret between {source} and {target}; that{held} I interpreted the "
    "foregoing declaration between {source} and {target}, in relay with another interpreter, when it was read to "
    "{declarant} before it was signed; and that my interpretation was true and accurate to the best of my abilities."
)

# In place of a paragraph that a draft has a number for and no words; a signing copy with one is refused.
UNTRANSLATED = {"en": "[not yet translated]", "es": "[sin traducir]"}
UNWRITTEN = {"en": "[not yet written]", "es": "[sin escribir]"}
