"""A number in, the next process with that number out: outputs that show process numbers must repeat."""

from pathlib import Path


def number_next_process(pid: int) -> None:
    """The next process that is born where the caller was born has this number, or a higher one if it is taken."""
    Path("/proc/sys/kernel/ns_last_pid").write_text(str(pid - 1))
