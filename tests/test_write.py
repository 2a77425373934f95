"""Only what changed is written, whole, and only below the folders that are ours."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.write import Written, write_files
from generator.write.site import swap_folders

OWNED = ("pages", "decks")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_only_what_differs_is_written_and_what_nobody_makes_is_removed(tmp_path: Path) -> None:
    first = {"pages/a.md": b"a", "pages/sub/b.md": b"b", "decks/d.apkg": b"d"}
    assert write_files(tmp_path, first, OWNED) == Written(3, 0, 0)
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in first}
    second = {"pages/a.md": b"a", "decks/d.apkg": b"D"}
    assert write_files(tmp_path, second, OWNED) == Written(1, 1, 1)
    assert tree(tmp_path) == second
    assert (tmp_path / "pages/a.md").stat().st_mtime_ns == before["pages/a.md"]
    assert not (tmp_path / "pages/sub").exists()


def test_what_is_beside_our_folders_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("x")
    write_files(tmp_path, {"pages/a.md": b"a"}, OWNED)
    assert tree(tmp_path) == {"site/index.html": b"x", "pages/a.md": b"a"}


@pytest.mark.parametrize("name", ["/etc/passwd", "pages/../../x", "site/index.html", "pages", "../pages/a"])
def test_a_path_that_leaves_our_folders_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="queda fuera"):
        write_files(tmp_path, {"pages/a.md": b"a", name: b"x"}, OWNED)
    assert tree(tmp_path) == {}


def test_folders_change_places(tmp_path: Path) -> None:
    for name in ("fresh", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "f").write_text(name)
    swap_folders(tmp_path / "fresh", tmp_path / "old")
    assert (tmp_path / "old/f").read_text() == "fresh"


WRITER = """
import sys
from pathlib import Path
from generator.write import write_files
turn = 0
while True:
    turn += 1
    write_files(Path(sys.argv[1]), {f"pages/{i}.md": bytes([65 + turn % 26]) * 20000 for i in range(40)}, ("pages",))
"""


def test_a_writer_that_is_killed_at_any_moment_leaves_every_file_whole(tmp_path: Path) -> None:
    for wait in (0.25, 0.31, 0.4):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
        while not (tmp_path / "pages/39.md").exists():
            time.sleep(0.01)
        time.sleep(wait)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        for path in (tmp_path / "pages").glob("*.md"):
            content = path.read_bytes()
            assert content == content[:1] * 20000
    assert write_files(tmp_path, {"pages/0.md": b"x"}, ("pages",)).written == 1
    assert tree(tmp_path) == {"pages/0.md": b"x"}
