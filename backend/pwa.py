"""Where the built app lies: inside the installed package, or beside it in the work tree."""

from pathlib import Path


def built_pwa() -> Path:
    """The folder of the built app; it may be empty before the first build."""
    packaged = Path(__file__).parent / "_pwa"
    return packaged if packaged.exists() else Path(__file__).parent.parent / "pwa" / "dist"
