"""What files are called, as people read it."""

from pathlib import PurePath

from chassis.files.kinds import Kind

LONGEST = 255


def plain(name: str | None) -> str:
    """Return a client's name for a file as something that can be shown."""
    return "".join(letter for letter in name or "" if letter.isprintable())[-LONGEST:]


def named_for(name: str | None, kind: Kind) -> str:
    """Return it with an ending that says what the file is: `page.html` of text is `page.html.txt`.

    Whoever opens what they have saved is not led astray.
    """
    words = plain(name).strip(" .") or "file"
    if PurePath(words).suffix[1:].lower() in kind.suffixes:
        return words
    stem = PurePath(words).stem if kind.is_picture else words
    return f"{stem[-200:]}.{kind.suffixes[0]}"
