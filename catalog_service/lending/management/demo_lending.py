"""The demo's bookings: what is out, overdue, back, promised and asked for around today.

Days are told from the moment on at which it is made; what falls into the night is put off until the
desk is there (`desk_hours.py`).
"""

from typing import Any

# borrower, out since and due (days from today), tags, note
LOANS = (
    ("cleo", -20, -13, ("PRJ-0101",), "Talk at the town hall."),
    ("cleo", -3, 4, ("LT-0103",), "For the summer course."),
    ("ana", -1, 1, ("LT-0402",), ""),
    ("cleo", -9, -2, ("CAM-0102", "AUD-0201"), "Portraits of the team."),
    ("ben", -1, 7, ("TB-0201",), "Checks how long the battery lasts."),
    ("cleo", -2, 1, ("SUP-0101", "SUP-0201"), "Concert on Friday."),
    ("ana", -30, 60, ("MON-0101", "ACC-0101"), "Works from home."),
    ("ana", -30, 60, ("LT-0203",), "Works from home."),
    ("cleo", -5, 2, ("AUD-0302", "AUD-0303", "AUD-0304"), "Panel with three guests."),
    ("ben", -4, -1, ("TL-0201",), "New shelves in the equipment room."),
    ("cleo", -1, 3, ("CAM-0502", "SUP-0301"), "Film course."),
    ("ana", 0, 0.5, ("PRJ-0102",), "Meeting in the other building."),
)  # fmt: skip
# place, out since and due (days from today), tags, note
INSTALLED = (
    ("Seminar room", -60, 120, ("PRJ-0105", "MON-0102"), "For the winter term."),
    ("Studio B", -10, 20, ("LGT-0104",), "Stays set up for the portraits."),
)
BACK = ("PRJ-0101",)  # a day before they were due

# borrower, by whom, from and to (days from today), tags, note, what became of it
RESERVATIONS = (
    ("cleo", "cleo", 1, 3, ("LT-0202",), "Travelling light.", ""),
    ("cleo", "cleo", 2, 3, ("CAM-0402", "AUD-0401"), "Interview in studio B.", ""),
    ("cleo", "cleo", 7, 10, ("CAM-0101", "AUD-0101", "LGT-0101"), "Field recording.", "approved"),
    ("ana", "ben", 10, 12, ("CAM-0101",), "Right after Cleo.", ""),
    ("ana", "ben", 0.05, 1, ("TB-0206", "AUD-0306"), "Comes by today.", ""),
    ("ana", "ana", 2, 2.5, ("PRJ-0101",), "Board meeting.", ""),
    ("ben", "ben", 5, 6, ("TB-0101", "TB-0102"), "Stock-take.", ""),
    ("cleo", "cleo", 4, 5, ("LT-0201",), "Not needed after all.", "cancelled"),
    ("cleo", "cleo", 14, 60, ("CAM-0201",), "A long journey.", "rejected"),
    ("ana", "ana", 1, 1.5, ("PRJ-0103", "AUD-0305"), "Welcome of the new ones.", ""),
    ("cleo", "cleo", 3, 5, ("LT-0503", "LT-0504", "LT-0505"), "Exam.", ""),
    ("cleo", "cleo", 6, 8, ("CAM-0502", "LGT-0102", "LGT-0103"), "Portraits, second part.", ""),
    ("ben", "ben", 8, 9, ("TL-0101", "TL-0102"), "Calibration.", ""),
    ("ana", "ben", 12, 15, ("TB-0203", "TB-0204", "TB-0205"), "Open day.", ""),
    ("cleo", "cleo", 18, 19, ("TL-0301",), "Printing a stand.", ""),
)  # fmt: skip

# name, how many of which models
KITS = (
    ("Interview", {"Alpha 7 IV": 1, "MKE 600": 1, "LS 60x": 1}),
    ("Field recording", {"H6": 1, "MKE 600": 1}),
    ("Workplace", {"ThinkPad T14 Gen 4": 1, "U2723QE": 1, "MX Master 3S": 1}),
)

# borrower, by whom, from and to (days from today), how many of which model or kit, note, draft
WISHES = (
    ("ana", "ana", 20, 22, 2, "ThinkPad T14 Gen 4", "Whichever, for two guests.", False),
    ("ana", "ana", 9, 40, 4, "workplace", "Four interns.", False),
    ("cleo", "cleo", 16, 17, 1, "field-recording", "Birds at dawn.", False),
    ("cleo", "cleo", 30, 32, 1, "interview", "If they say yes.", True),
)  # fmt: skip

# How the gear of one place is lent. Its hours are left open: who tries it at night should not find
# it closed.
STRICT_PLACE = "Camera safe"
STRICT: dict[str, Any] = {"buffer_minutes": 60, "longest_days": 14, "is_prepared": True}
