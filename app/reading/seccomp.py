"""Linux only: leaving the network, and a filter of system calls, by the C library's own unshare and prctl."""

import ctypes
import os
import platform
import struct
from collections.abc import Iterator

_NEWUSER, _NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _DIE_WITH_PARENT, _KILL = 38, 22, 2, 1, 9
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_X32 = 0x40000000  # the other table of calls that an x86-64 kernel may offer
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # where struct seccomp_data has them

# Refused whatever their arguments: name, number on x86-64, number on ARM64 ("-": not there), by the kernel's tables.
_REFUSED = """
socket 41 198, connect 42 203, accept 43 202, sendto 44 206, sendmsg 46 211, bind 49 200, listen 50 201, socketpair
53 199, accept4 288 242, clone 56 220, fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, kill 62 129, tkill
200 130, tgkill 234 131, ptrace 101 117, setpgid 109 154, setsid 112 157, prctl 157 167, unshare 272 97, setns 308
268, chroot 161 51, pivot_root 155 41, mount 165 40, umount2 166 39, truncate 76 45, rename 82 -, mkdir 83 -, rmdir
84 -, creat 85 -, link 86 -, unlink 87 -, symlink 88 -, chmod 90 -, chown 92 -, lchown 94 -, mknod 133 -, mkdirat
258 34, mknodat 259 33, fchownat 260 54, unlinkat 263 35, renameat 264 38, linkat 265 37, symlinkat 266 36, fchmodat
268 53, utimensat 280 88, renameat2 316 276, open_by_handle_at 304 265, process_vm_readv 310 270, process_vm_writev
311 271, add_key 248 217, request_key 249 218, keyctl 250 219, perf_event_open 298 241, bpf 321 280, userfaultfd 323
282, shmget 29 194, shmat 30 196, shmctl 31 195, msgget 68 186, msgsnd 69 189, msgctl 71 187, mq_open 240 180,
pidfd_send_signal 424 424, io_uring_setup 425 425, pidfd_open 434 434, clone3 435 435, openat2 437 437, pidfd_getfd
438 438
"""
# The machine's audit number, its column above, and its ways to open a file with the place of the flags.
_TABLES = {
    "x86_64": (0xC000003E, 1, ((2, 1), (257, 2))),
    "aarch64": (0xC00000B7, 2, ((56, 2),)),
}


def leave_network() -> bool:
    """Move into a network of one's own, which leads nowhere. False where the system allows nobody that."""
    return bool(ctypes.CDLL(None, use_errno=True).unshare(_NEWUSER | _NEWNET) == 0)


def close() -> bool:
    """Refuse from here on every call that reaches out or writes, and die with the parent. False on other machines."""
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


def _refused(column: int) -> Iterator[int]:
    for call in _REFUSED.split(","):
        number = call.split()[column]
        if number != "-":
            yield int(number)


def _program(machine: int, column: int, opening: tuple[tuple[int, int], ...]) -> bytes:
    """The filter, as the kernel's little machine runs it: each step is code, jump if so, jump if not, operand."""
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSE),
    ]
    for number in _refused(column):
        steps += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    for number, flags in opening:
        steps += [
            (_IF_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, _ARGUMENTS + 8 * flags),
            (_IF_ANY_BIT, 0, 1, _WRITING),
            (_RETURN, 0, 0, _REFUSE),
            (_RETURN, 0, 0, _ALLOW),
        ]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
