"""Where things are kept: a value, worked out once and passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_APP = "OnRecord"


@dataclass(frozen=True, slots=True)
class Paths:
    """The user's folders, and the library to open where none is named. Nothing is made on the disk by this."""

    data: Path
    config: Path
    state: Path
    library: Path

    @classmethod
    def of_user(cls, environ: Mapping[str, str]) -> Self:
        """The folders that the system keeps for this program, and the library: ONRECORD_LIBRARY, else in `data`."""
        from platformdirs import PlatformDirs

        folders = PlatformDirs(_APP, appauthor=False, roaming=False)
        data = Path(folders.user_data_path)
        named = environ.get("ONRECORD_LIBRARY")
        return cls(
            data=data,
            config=Path(folders.user_config_path),
            state=Path(folders.user_state_path),
            library=Path(named).expanduser() if named else data / "library.onrecord",
        )

    @classmethod
    def under(cls, folder: Path) -> Self:
        """Everything in one folder, as on a stick or in a test."""
        return cls(folder / "data", folder / "config", folder / "state", folder / "data" / "library.onrecord")

    @property
    def settings(self) -> Path:
        """The file of the preferences."""
        return self.config / "settings.json"

    @property
    def policies(self) -> Path:
        """The folder of the house's own policies."""
        return self.config / "policies"

    @property
    def keys(self) -> Path:
        """The file of the public keys known here, each under its name."""
        return self.config / "keys.json"

    @property
    def templates(self) -> Path:
        """The folder of the house's own sheet templates."""
        return self.config / "sheets"
