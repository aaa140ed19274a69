"""Real files for the reading tests, made on the spot."""

import zipfile
from io import BytesIO

ENDINGS = (
    ".txt", ".md", ".html", ".docx", ".pdf", ".srt", ".vtt", ".otr", ".eml", "", ".doc",
)  # fmt: skip


def word_file(build):
    """The bytes of a Word file whose document `build` fills."""
    import docx

    document = docx.Document()
    build(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package, name, content, *, instead=None):
    """A copy of a zip package with the part `name` put in, or each part passed through `instead`."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, instead(member, old.read(member)) if instead else old.read(member))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


def pdf_file(source):
    """The bytes of a PDF set by typst from `source`."""
    import typst

    return typst.compile(source.encode())


def locked_pdf():
    """A PDF that asks for a password: standard handler, 40-bit, with a user entry that no empty password meets."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<%s> <%s>] >>" % (b"11" * 16, b"11" * 16)
    return out + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % table
