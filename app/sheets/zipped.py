"""Zipped formats made the same twice: the moment of writing is taken out of the archive and of its properties."""

import io
import re
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can tell
_CORE = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(archive: bytes, made_at: str) -> bytes:
    """The same archive with fixed times, and its core properties dated `made_at` (UTC, ISO 8601)."""
    moment = f"{made_at[:19]}Z".encode() if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*", made_at) else b""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == _CORE and moment:
                content = _DATES.sub(rb"\g<1>" + moment + rb"\g<3>", content)
            kept = zipfile.ZipInfo(entry.filename, _EARLIEST)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.external_attr = 0o600 << 16
            new.writestr(kept, content)
    return out.getvalue()
