"""Linux only: leaving the network, and a filter of system calls, by the C library's own unshare and prctl."""

import ctypes
import os
import platform
import struct
from collections.abc import Iterator

_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _DIE_WITH_PARENT, _KILL = 38, 22, 2, 1, 9
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | 13, 0x00050000 | 38  # EACCES, ENOSYS
_X32 = 0x40000000  # the other table of calls that an x86-64 kernel may offer
_NEWER = 463  # the first call this list has not looked at: said not to be there, so that the C library does without
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # where struct seccomp_data has them

# Allowed whatever their arguments: name, number on x86-64, number on ARM64 ("-": not there), by the kernel's tables.
# They read, move within what is open, and see to this process's own memory, time and threads. All else is refused.
_ALLOWED = """
read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, preadv 295 69, pwritev 296 70, close 3
57, close_range 436 436, lseek 8 62, dup 32 23, dup2 33 -, dup3 292 24, pipe 22 -, pipe2 293 59, poll 7 -, ppoll 271 73,
select 23 -, pselect6 270 72, stat 4 -, fstat 5 80, lstat 6 -, newfstatat 262 79, statx 332 291, access 21 -, faccessat
269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78, getcwd 79 17, getdents 78 -, getdents64 217 61, statfs 137
43, fstatfs 138 44, fadvise64 221 223, mmap 9 222, munmap 11 215, mremap 25 216, mprotect 10 226, madvise 28 233, brk 12
214, mincore 27 232, membarrier 324 283, futex 202 98, futex_waitv 449 449, sched_yield 24 124, sched_getaffinity 204
123, getcpu 309 168, nanosleep 35 101, clock_nanosleep 230 115, restart_syscall 219 128, clock_gettime 228 113,
clock_getres 229 114, gettimeofday 96 169, time 201 -, times 100 153, rt_sigaction 13 134, rt_sigprocmask 14 135,
rt_sigreturn 15 139, rt_sigpending 127 136, rt_sigsuspend 130 133, sigaltstack 131 132, exit 60 93, exit_group 231 94,
set_robust_list 273 99, rseq 334 293, set_tid_address 218 96, getrandom 318 278, getpid 39 172, getppid 110 173, gettid
186 178, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177, getgroups 115 158, getpgid 121 155, getpgrp
111 -, getsid 124 156, getresuid 118 148, getresgid 120 150, getrlimit 97 163, getrusage 98 165, uname 63 160, sysinfo
99 179, wait4 61 260, waitid 247 95
"""
# Allowed where each of these words of their arguments has one of these values: number on x86-64, on ARM64, the words.
_ALLOWED_WHERE: tuple[tuple[int, int, dict[int, tuple[int, ...]]], ...] = (
    (72, 25, {2: (0, 1, 2, 3, 1030)}),  # fcntl: copy, and its flags; no lock, and no owner for the system to signal
    (16, 29, {2: (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5450, 0x5451)}),  # ioctl: whether it is a terminal, and alike
    (302, 261, {0: (0,), 4: (0,), 5: (0,)}),  # prlimit64: to ask for one's own limits, with no new one given
)
# The machine's audit number, its column above, and its ways to open a file with the place of the flags.
_TABLES = {
    "x86_64": (0xC000003E, 1, ((2, 1), (257, 2))),
    "aarch64": (0xC00000B7, 2, ((56, 2),)),
}


def leave_network() -> bool:
    """Move into a network of one's own, which leads nowhere. False where the system allows nobody that."""
    return bool(ctypes.CDLL(None, use_errno=True).unshare(_NEWUSER | _NEWNET) == 0)


def close() -> bool:
    """Allow from here on no call but those above, and die with the parent. False on other machines."""
    table = _TABLES.get(platform.machine())
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_DIE_WITH_PARENT, _KILL, 0, 0, 0)
    if table is None or struct.calcsize("P") != 8:
        return False
    program = _program(*table)
    held = ctypes.create_string_buffer(program, len(program))
    whole = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held)), 16)
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(library.prctl(_SECCOMP, _FILTER, whole, 0, 0) == 0)


def _allowed(column: int) -> Iterator[int]:
    for call in _ALLOWED.split(","):
        number = call.split()[column]
        if number != "-":
            yield int(number)


def _where(number: int, words: dict[int, tuple[int, ...]]) -> list[tuple[int, int, int, int]]:
    """The steps that let this call through where its words are among these, and refuse it else."""
    steps = []
    for word, values in words.items():
        steps.append((_LOAD, 0, 0, _ARGUMENTS + 4 * word))
        steps += [(_IF_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
        steps.append((_RETURN, 0, 0, _REFUSE))
    steps.append((_RETURN, 0, 0, _ALLOW))
    return [(_IF_EQUAL, 0, len(steps), number), *steps]


def _program(machine: int, column: int, opening: tuple[tuple[int, int], ...]) -> bytes:
    """The filter, as the kernel's little machine runs it: each step is code, jump if so, jump if not, operand."""
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSE),
        (_IF_AT_LEAST, 0, 1, _NEWER),
        (_RETURN, 0, 0, _UNKNOWN),
    ]
    for number in _allowed(column):
        steps += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    for number, flags in opening:
        steps += [
            (_IF_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGUMENTS + 8 * flags),
            (_IF_ANY_BIT, 0, 1, _WRITING),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    for on_x86, on_arm, words in _ALLOWED_WHERE:
        steps += _where(on_x86 if column == 1 else on_arm, words)
    steps.append((_RETURN, 0, 0, _REFUSE))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
