"""What a process writes to the files of a folder, call by call, as the kernel hears it (ptrace).

Needs no compiler and nothing installed; Linux on x86-64 or ARM.
"""

import ctypes
import os
import platform
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SAID = "said"
"""The file, in the folder, to which a process says what it acknowledges."""

SYSCALL, GET_SYSCALL_INFO, SEIZE, INTERRUPT = 24, 0x420E, 0x4206, 0x4207
MARK_SYSCALLS, KILL_WITH_US = 1, 1 << 20
SYSCALL_STOP = signal.SIGTRAP | 0x80
ENTRY, EXIT = 1, 2
NUMBERS = {
    "x86_64": {1: "write", 18: "pwrite", 77: "truncate", 74: "sync", 75: "sync", 257: "open"},
    "aarch64": {64: "write", 68: "pwrite", 46: "truncate", 82: "sync", 83: "sync", 56: "open"},
}

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


@dataclass(frozen=True)
class Write:
    """Bytes handed to the kernel for a place in a file; they may be on the disk, or not yet."""

    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Resize:
    """A file made shorter or longer."""

    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    """All that was handed over for a file so far is on the disk."""

    file: str


@dataclass(frozen=True)
class Said:
    """A line that the process acknowledged."""

    line: str


Step = Write | Resize | Sync | Said


class _Info(ctypes.Structure):
    _fields_ = [
        ("op", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("where", ctypes.c_uint64 * 2),
        ("values", ctypes.c_uint64 * 8),
    ]


@dataclass(frozen=True)
class _Call:
    name: str
    arguments: tuple[int, ...]
    result: int


def record(command: list[str], folder: Path) -> list[Step]:
    """Run a command and return what it did to the files in `folder`, in order.

    It must print a line when it is ready, and wait for one before it touches the folder.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    with process.stdin, process.stdout:
        process.stdout.readline()
        _ptrace(SEIZE, process.pid, MARK_SYSCALLS | KILL_WITH_US)
        _ptrace(INTERRUPT, process.pid)
        process.stdin.write(b"\n")
        process.stdin.flush()
        memory = os.open(f"/proc/{process.pid}/mem", os.O_RDONLY)
        try:
            steps = list(_Reader(folder, memory).steps(_calls(process)))
        finally:
            os.close(memory)
    if process.returncode != 0:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return steps


def _calls(process: "subprocess.Popen[bytes]") -> Iterator[_Call]:
    """Every call that `_Reader` understands, once it is done but before the process goes on."""
    names = NUMBERS[platform.machine()]
    entered: tuple[int, ...] = ()
    while True:
        _, status = os.waitpid(process.pid, 0)
        if not os.WIFSTOPPED(status):
            process.returncode = os.waitstatus_to_exitcode(status)
            return
        stopped_by = os.WSTOPSIG(status)
        passed_on = 0
        if stopped_by == SYSCALL_STOP:
            info = _ask(process.pid)
            if info.op == ENTRY:
                entered = tuple(info.values)
            elif info.op == EXIT and entered and entered[0] in names:
                result = ctypes.c_int64(info.values[0]).value
                yield _Call(names[entered[0]], entered[1:], result)
        elif stopped_by != signal.SIGTRAP:
            passed_on = stopped_by
        _ptrace(SYSCALL, process.pid, passed_on)


class _Reader:
    """Makes steps of calls: which file a number stands for, and the bytes in the memory."""

    def __init__(self, folder: Path, memory: int) -> None:
        self.folder = str(folder) + "/"
        self.memory = memory
        self.files: dict[int, str] = {}

    def steps(self, calls: Iterator[_Call]) -> Iterator[Step]:
        """The steps that concern the folder."""
        for call in calls:
            if call.name == "open":
                self._opened(call)
            elif call.result >= 0 and call.arguments[0] in self.files:
                yield from self._step(call, self.files[call.arguments[0]])

    def _opened(self, call: _Call) -> None:
        path = os.pread(self.memory, 4096, call.arguments[1]).split(b"\0")[0].decode()
        if path.startswith(self.folder):
            self.files[call.result] = path.removeprefix(self.folder)
        else:
            self.files.pop(call.result, None)

    def _step(self, call: _Call, file: str) -> Iterator[Step]:
        if call.name == "sync":
            yield Sync(file)
        elif call.name == "truncate":
            yield Resize(file, call.arguments[1])
        else:
            data = os.pread(self.memory, call.result, call.arguments[1])
            if file == SAID:
                yield Said(data.decode().strip())
            else:
                yield Write(file, call.arguments[3], data)


def _ask(pid: int) -> _Info:
    info = _Info()
    _ptrace(GET_SYSCALL_INFO, pid, ctypes.byref(info), ctypes.sizeof(info))
    return info


def _ptrace(request: int, pid: int, data: object = None, address: int = 0) -> None:
    if _libc.ptrace(request, pid, address, data) < 0:
        raise OSError(ctypes.get_errno(), "this process cannot be traced")
