"""Prints a Word document to PDF with LibreOffice, where it is installed: its own profile, no network, no macros."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

UNPACKED = 400_000_000  # bytes; a document of 100 MB with photographs, which hardly shrink, stays far below
SECONDS = 80.0  # less than the guard allows, so that the reason can be said
_NAMES = (
    "soffice",
    "libreoffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
# Where it would fetch a linked picture from: nowhere. Port 9 of this machine answers nobody.
_NOWHERE = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "no_proxy": ""}
# No macros, no links updated, no fetching from the network; written before LibreOffice first starts.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


class NoOffice(Exception):
    """Why a Word document was not printed, to be read after "is a Word document, and"."""


def find() -> str | None:
    """The LibreOffice of this machine, or None."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def _weigh(source: Path) -> None:
    """Refuse an archive that unpacks to more than any letter has, before anybody unpacks it. Raises NoOffice."""
    try:
        with zipfile.ZipFile(source) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise NoOffice("its archive is damaged.") from fault
    if size > UNPACKED:
        raise NoOffice(f"it unpacks to {size // 1_000_000:,} MB, more than any letter has.")


def print_to_pdf(source: Path, scratch: Path) -> Path:
    """Print `source` (Word) to a file under `scratch` and return it. Raises NoOffice.

    Runs in the guarded child only, whose limits and whose empty network it inherits.
    """
    program = find()
    if program is None:
        raise NoOffice("LibreOffice, which would print it, is not installed here.")
    _weigh(source)
    home = scratch / "office"
    shutil.rmtree(home, ignore_errors=True)
    (home / "profile" / "user").mkdir(parents=True)
    (home / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    paper = home / "paper.docx"
    shutil.copyfile(source, paper)
    command = [
        program,
        f"-env:UserInstallation=file://{home / 'profile'}",
        *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(home), str(paper)),
    ]
    try:
        subprocess.run(
            command,
            env={"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "TMPDIR": str(home), **_NOWHERE},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NoOffice(f"LibreOffice did not print it within {SECONDS:.0f} seconds.") from late
    printed = home / "paper.pdf"
    if not printed.is_file():
        raise NoOffice("LibreOffice could not read it.")
    return printed
