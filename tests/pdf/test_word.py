"""Word documents are printed where LibreOffice is; what hides in one reaches nobody and starts nothing."""

import socket
import zipfile
import zlib
from pathlib import Path

import pytest

from cases.pdf import normalise, office
from cases.pdf.normalise import Refused
from tests.pdf import reading

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "{}</Relationships>"
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter(path: Path, body: str = "", *, relations: str = "", more: dict[str, bytes] | None = None) -> Path:
    """A Word document of one sentence; `body` stands before it, `relations` are its document's, `more` other parts."""
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    words = (
        f'<?xml version="1.0"?><w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}'
        "<w:p><w:r><w:t>Quisiera contar lo que pasó.</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELATIONS.format(main))
        parts.writestr("word/document.xml", words)
        parts.writestr("word/_rels/document.xml.rels", RELATIONS.format(relations))
        for name, data in (more or {}).items():
            parts.writestr(name, data)
    return path


def printed(paper: Path, folder: Path) -> str:
    """The text of the first page; where LibreOffice is not, that the refusal says so."""
    if office.find() is None:
        with pytest.raises(Refused, match="LibreOffice, which would print it, is not installed"):
            normalise.normalise(paper, folder / "out.pdf", name=paper.name)
        pytest.skip("LibreOffice is not installed: only the refusal of a Word document was tested")
    out = normalise.normalise(paper, folder / "out.pdf", name=paper.name)
    assert any("LibreOffice" in note for note in out.notes)
    return reading.texts(out.path)[0]


def test_a_word_document_is_printed_where_libreoffice_is_and_refused_with_the_reason_where_not(
    tmp_path: Path,
) -> None:
    assert "Quisiera contar" in printed(letter(tmp_path / "letter.docx"), tmp_path)


def test_a_poisoned_word_document_calls_nobody_and_runs_nothing(tmp_path: Path) -> None:
    """Linked pictures, a template from elsewhere, a field that starts a program, and macros."""
    ran = tmp_path / "ran"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        home = f"http://127.0.0.1:{server.getsockname()[1]}"
        linked = "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{home}/{name}" TargetMode="External"/>'
            for name, kind in (
                ("r1", "image"),
                ("r2", "attachedTemplate"),
                ("r3", "oleObject"),
                ("r4", "frame"),
            )
        )
        macros = f'<Relationship Id="r5" Type="{OFFICE}/vbaProject" Target="vbaProject.bin"/>'
        shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:link="r1"/></v:shape>'
        fields = "".join(
            f'<w:p><w:fldSimple w:instr="{told}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
            for told in (f"DDEAUTO touch {ran}", f"INCLUDEPICTURE {home}/f", f"INCLUDETEXT {home}/g")
        )
        poisoned = letter(
            tmp_path / "letter.docx",
            f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>{fields}",
            relations=linked + macros,
            more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 512},
        )
        assert "Quisiera contar" in printed(poisoned, tmp_path)
        with pytest.raises(TimeoutError):
            server.accept()
    assert not ran.exists()
    assert b"127.0.0.1" not in (tmp_path / "out.pdf").read_bytes()


def test_an_archive_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = letter(tmp_path / "bomb.docx")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    million = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    with zipfile.ZipFile(bomb, "a") as parts:
        parts.writestr("word/media.xml", million * 6_000 + packer.flush())
        part = parts.filelist[-1]
        part.compress_type, part.file_size = zipfile.ZIP_DEFLATED, 6_000_000_000
    assert bomb.stat().st_size < 10_000_000
    words = r"unpacks to 6,000 MB|LibreOffice, which would print it, is not installed"
    with normalise.guard(seconds=30) as door:
        with pytest.raises(Refused, match=words):
            door.normalise(bomb, tmp_path / "out.pdf", name="bomb.docx")
        assert door.peak < 200_000_000
        good = reading.make_pdf(tmp_path / "good.pdf")
        assert door.normalise(good, tmp_path / "out.pdf", name="good.pdf").pages == 1
