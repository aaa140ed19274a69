"""The manual's pictures, made small from those of `make shots`: `python -m tools.manual_pictures FOLDER`."""

import argparse
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, qRgb

STATES = ("start", "overview", "desk", "export", "preferences")
SCHEMES = ("light", "dark")
WIDE, COLOURS = 1000, 128
_FOLDER = Path(__file__).resolve().parents[1] / "docs" / "manual" / "pictures"


def small(taken: QImage) -> QImage:
    """The picture at the manual's width, in as few colours as do it no harm."""
    scaled = taken.scaledToWidth(WIDE, Qt.TransformationMode.SmoothTransformation)
    pixels = scaled.convertToFormat(QImage.Format.Format_RGB888)
    bits, line = bytes(pixels.constBits()), pixels.bytesPerLine()
    found: Counter[tuple[int, int, int]] = Counter()
    for y in range(pixels.height()):
        row = bits[y * line : y * line + 3 * WIDE]
        found.update(zip(row[::3], row[1::3], row[2::3], strict=True))
    often = [colour for colour, _ in found.most_common(COLOURS)]
    return scaled.convertToFormat(QImage.Format.Format_Indexed8, [qRgb(*colour) for colour in often])


def main() -> int:
    """Write each state of both schemes, so small that the manual can carry it."""
    given = argparse.ArgumentParser(
        prog="manual_pictures", description="The manual's pictures, from those of the shots."
    )
    given.add_argument("folder", type=Path)
    args = given.parse_args()
    _FOLDER.mkdir(exist_ok=True)
    for state in STATES:
        for scheme in SCHEMES:
            target = _FOLDER / f"{state}-{scheme}.png"
            small(QImage(str(args.folder / f"{state}-1366-{scheme}.png"))).save(str(target), "PNG", 0)
            print(target.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
