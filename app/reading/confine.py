"""What a process gives up before it reads a foreign file. Each system gives what it has:

- Linux: memory, processor time, wall time and open files by resource limits; no network by a namespace of its own
  where the system allows one; and, on x86-64 and ARM64, a seccomp filter that lets through only the calls that reading
  takes, and refuses all others: sockets, new programs and processes, whatever reaches another process (signals, limits,
  priority), whatever would make, change, lock or remove a file or what is kept about it.
- macOS: processor time, wall time and open files by resource limits; network, writing and new programs by the system's
  sandbox. The system enforces no limit on memory, so the process watches its own.
- Windows: memory, processor time and new processes by a job object. Wall time is the parent's to keep.
- Everywhere: Python's own way to a socket, to a program and to a file for writing is shut by an audit hook. It holds
  back a library in Python, not a break-out from a library in C; where the system offers more, the above does that.
"""

import os
import sys
from contextlib import suppress

MEMORY = 1536 * 1024 * 1024  # bytes of address space; the libraries themselves take some 300 MB of it
SECONDS = 20  # of processor time
WALL = 40  # seconds from the first byte to the answer
_FILES = 64
_SHUT = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.remove", "os.rename")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def ground() -> None:
    """What the waiting process gives up for good, and every process it makes with it: the network, files to write."""
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, _FILES)):
        with suppress(ValueError, OSError):  # a lower limit stands already
            resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        from app.reading import seccomp

        seccomp.leave_network()


def one_file() -> None:
    """What the process that reads one file gives up besides. Nothing of this can be taken back."""
    if sys.platform == "win32":
        _job()
    else:
        _limits()
    if sys.platform == "darwin":
        _sandbox()
        _watch_memory()
    if sys.platform == "linux":
        from app.reading import seccomp

        seccomp.close()
    sys.addaudithook(_guard)


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(_SHUT):
        raise PermissionError(event)
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
        raise PermissionError(event)


def _limits() -> None:
    import resource
    import signal

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 2))
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL)


def _sandbox() -> None:
    import ctypes

    profile = b"(version 1)(allow default)(deny network*)(deny file-write*)(deny process-exec*)(deny process-fork)"
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libsandbox.dylib").sandbox_init(profile, ctypes.c_uint64(0), ctypes.byref(ctypes.c_char_p()))


def _watch_memory() -> None:
    import resource
    import threading
    import time

    def watch() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEMORY:  # bytes on macOS
            time.sleep(0.05)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _job() -> None:
    """Put this process under a job object: 64-bit layouts of Windows' own structures, as its documentation has them."""
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("min_set", ctypes.c_size_t),
            ("max_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    limits = Extended(process_memory=MEMORY)
    limits.basic.process_time, limits.basic.processes = SECONDS * 10_000_000, 1
    limits.basic.flags = 0x2 | 0x8 | 0x100 | 0x400  # process time, processes, process memory, die on an exception
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, 9, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
