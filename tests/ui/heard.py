"""What a screen reader is told of the window on the sample: `dbus-run-session -- python -m tests.ui.heard`, as JSON.

The program runs as a process of its own; its tree is read over the accessibility bus, as Orca reads it.
"""

import json
import os
import subprocess
import sys
import time
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_MOST, _PATIENCE = 4000, 30  # elements; seconds
_SHOWING = 25  # the bit of ATSPI_STATE_SHOWING
_PROGRAM = """
from PySide6.QtWidgets import QApplication
from ui.main import Program
app = QApplication(["onrecord"])
program = Program(app)
program.start([])
app.exec()
"""


def asked(bus: DBusConnection, name: str, path: str, interface: str, method: str, *given: Any) -> tuple[Any, ...]:
    """The answer to one call; `given` is a signature and its values. Raises where there is none."""
    call = new_method_call(DBusAddress(path, bus_name=name, interface=interface), method, *given)
    reply = bus.send_and_get_reply(call, timeout=5)
    if reply.header.message_type.name == "error":
        raise LookupError(reply.body)
    return tuple(reply.body)


def element(bus: DBusConnection, name: str, path: str) -> dict[str, Any]:
    """One element: its role, its name, and whether it can be seen."""
    (role,) = asked(bus, name, path, _ACCESSIBLE, "GetRoleName")
    named = asked(bus, name, path, "org.freedesktop.DBus.Properties", "Get", "ss", (_ACCESSIBLE, "Name"))
    (states,) = asked(bus, name, path, _ACCESSIBLE, "GetState")
    return {"role": role, "name": named[0][1], "showing": bool(states[0] >> _SHOWING & 1)}


def walk(bus: DBusConnection, name: str, path: str) -> list[dict[str, Any]]:
    """Every element below that one, itself first."""
    waiting: list[Any] = [(name, path)]
    found: list[dict[str, Any]] = []
    while waiting and len(found) < _MOST:
        name, path = waiting.pop(0)
        try:
            found.append(element(bus, name, path))
            waiting += asked(bus, name, path, _ACCESSIBLE, "GetChildren")[0]
        except LookupError:
            continue  # it went away meanwhile
    return found


def rows(found: list[dict[str, Any]]) -> int:
    """How many rows of lists can be seen."""
    return sum(one["role"] == "list item" and one["showing"] for one in found)


def main() -> int:
    """Start the program, read its tree until the desk stands, print it."""
    session = open_dbus_connection("SESSION")
    (address,) = asked(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    environ = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "ONRECORD_USER": "Nell Ashdown"}
    program = subprocess.Popen([sys.executable, "-c", _PROGRAM], env=environ)
    try:
        bus = open_dbus_connection(address)
        found: list[dict[str, Any]] = []
        until = time.monotonic() + _PATIENCE
        while rows(found) < 3 and time.monotonic() < until:
            time.sleep(0.5)
            found = walk(bus, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        print(json.dumps(found, ensure_ascii=False))
        return int(rows(found) < 3)
    finally:
        program.terminate()
        program.wait(10)


if __name__ == "__main__":
    sys.exit(main())
