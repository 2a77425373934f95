"""A folder in; the texts of the files below it out, by path relative to the course, sorted."""

from pathlib import Path


def read_texts(root: Path, folder: str, suffix: str) -> dict[str, str]:
    """Every file below `folder` whose name ends in `suffix`: relative path → text (UTF-8, BOM dropped)."""
    base = root / folder
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8-sig")
        for path in sorted(base.rglob(f"*{suffix}"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def read_text(root: Path, name: str) -> str:
    """One file's text, or nothing where there is no such file."""
    path = root / name
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
