"""The demo's gear: a small team's laptops, cameras, sound and light."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

MANUFACTURERS = (
    "Lenovo", "Apple", "Canon", "Sony", "Zoom", "Sennheiser", "Epson", "Aputure", "Dell",
    "Logitech", "Manfrotto", "DJI", "Fluke", "Bosch", "Prusa",
)  # fmt: skip
# name → inside of
CATEGORIES = {
    "Computers": "", "Laptops": "Computers", "Tablets": "Computers",
    "Cameras": "", "Audio": "", "Lighting": "", "Projectors": "",
    "Monitors": "", "Supports": "", "Tools": "",
}  # fmt: skip
FIELDS: dict[str, dict[str, Any]] = {
    "Laptops": {
        "properties": {
            "memory_gb": {"type": "integer", "minimum": 1, "title": "Memory (GB)"},
            "screen_inch": {"type": "number", "title": "Screen (inch)"},
        },
    },
    "Projectors": {
        "properties": {"lumens": {"type": "integer", "minimum": 1, "title": "Lumens"}},
        "required": ["lumens"],
    },
    "Tablets": {"properties": {"storage_gb": {"type": "integer", "title": "Storage (GB)"}}},
}
LOOKED_AT_FIRST = ("Cameras",)  # the desk approves their reservations
# Their kind leaves the plain names free: the first port that somebody adds may be called USB-C.
PORT_KIND = "connector"
PORTS = (
    "USB-C", "USB-A", "HDMI", "Mini HDMI", "Micro HDMI", "Thunderbolt 4", "RJ-45", "XLR",
    "Jack 3.5", "SD card", "VGA", "DC in",
)  # fmt: skip

# manufacturer, model, category, ports, specs
PRODUCTS: tuple[tuple[str, str, str, dict[str, int], dict[str, Any]], ...] = (
    ("Lenovo", "ThinkPad T14 Gen 4", "laptops",
     {"thunderbolt-4": 1, "usb-c": 1, "usb-a": 2, "hdmi": 1, "rj-45": 1, "jack-3.5": 1},
     {"memory_gb": 32, "screen_inch": 14}),
    ("Lenovo", "ThinkPad X1 Carbon Gen 11", "laptops",
     {"thunderbolt-4": 2, "usb-a": 2, "hdmi": 1, "jack-3.5": 1},
     {"memory_gb": 16, "screen_inch": 14}),
    ("Lenovo", "Legion 5 Pro", "laptops", {"usb-c": 2, "usb-a": 4, "hdmi": 1, "rj-45": 1},
     {"memory_gb": 32, "screen_inch": 16}),
    ("Apple", "MacBook Pro 14", "laptops",
     {"thunderbolt-4": 3, "hdmi": 1, "sd-card": 1, "jack-3.5": 1},
     {"memory_gb": 18, "screen_inch": 14.2}),
    ("Apple", "MacBook Air 13", "laptops", {"usb-c": 2, "jack-3.5": 1},
     {"memory_gb": 16, "screen_inch": 13.6}),
    ("Apple", "iPad Pro 11", "tablets", {"usb-c": 1}, {"storage_gb": 256}),
    ("Apple", "iPad Air", "tablets", {"usb-c": 1}, {"storage_gb": 128}),
    ("Lenovo", "Tab P12", "tablets", {"usb-c": 1}, {"storage_gb": 128}),
    ("Canon", "EOS R6 Mark II", "cameras", {"micro-hdmi": 1, "usb-c": 1, "sd-card": 2},
     {"megapixels": 24.2, "mount": "RF"}),
    ("Canon", "EOS R5", "cameras", {"micro-hdmi": 1, "usb-c": 1, "sd-card": 1},
     {"megapixels": 45, "mount": "RF"}),
    ("Canon", "XA60", "cameras", {"mini-hdmi": 1, "xlr": 2, "sd-card": 2}, {"zoom": 20}),
    ("Sony", "Alpha 7 IV", "cameras", {"hdmi": 1, "usb-c": 1, "sd-card": 2, "jack-3.5": 2},
     {"megapixels": 33, "mount": "E"}),
    ("Sony", "FX30", "cameras", {"hdmi": 1, "usb-c": 1, "sd-card": 2, "jack-3.5": 2},
     {"mount": "E"}),
    ("Zoom", "H6", "audio", {"xlr": 4, "usb-a": 1, "sd-card": 1, "jack-3.5": 2}, {"tracks": 6}),
    ("Zoom", "F3", "audio", {"xlr": 2, "usb-c": 1}, {"tracks": 2}),
    ("Sennheiser", "EW 112P G4", "audio", {"xlr": 1, "jack-3.5": 1}, {"wireless": True}),
    ("Sennheiser", "MKE 600", "audio", {"xlr": 1}, {"pattern": "supercardioid"}),
    ("Epson", "EB-L210W", "projectors", {"hdmi": 2, "vga": 1, "rj-45": 1, "usb-a": 1},
     {"lumens": 4500}),
    ("Aputure", "LS 60x", "lighting", {"dc-in": 1, "usb-c": 1}, {"watts": 80}),
    ("Aputure", "MC Pro", "lighting", {"usb-c": 1}, {"watts": 5}),
    ("Dell", "U2723QE", "monitors", {"hdmi": 1, "usb-c": 2, "usb-a": 5, "rj-45": 1},
     {"inch": 27}),
    ("Dell", "P2424HT", "monitors", {"hdmi": 1, "usb-c": 1, "usb-a": 2}, {"inch": 24}),
    ("Logitech", "Rally Bar Mini", "cameras", {"hdmi": 2, "usb-c": 1, "rj-45": 1}, {}),
    ("Logitech", "MX Master 3S", "computers", {"usb-c": 1}, {}),
    ("Manfrotto", "MT055XPRO3", "supports", {}, {"carries_kg": 9}),
    ("Manfrotto", "MVH502AH", "supports", {}, {"carries_kg": 7}),
    ("DJI", "RS 3 Pro", "supports", {"usb-c": 2}, {"carries_kg": 4.5}),
    ("Fluke", "87V", "tools", {}, {"calibrated": True}),
    ("Bosch", "GSR 18V-55", "tools", {}, {"volts": 18}),
    ("Prusa", "MK4S", "tools", {"usb-a": 1, "rj-45": 1}, {"nozzle_mm": 0.4}),
)  # fmt: skip

# name, inside of
LOCATIONS = (
    ("Main building", ""),
    ("Equipment room", "Main building"),
    ("Cabinet 1", "Equipment room"),
    ("Cabinet 2", "Equipment room"),
    ("Camera safe", "Equipment room"),
    ("Sound shelf", "Equipment room"),
    ("Workshop", "Main building"),
    ("Tool wall", "Workshop"),
    ("Seminar room", "Main building"),
    ("Studio house", ""),
    ("Studio A", "Studio house"),
    ("Studio B", "Studio house"),
    ("Archive", ""),
)

# name, status, whether assets that come into the status are called so
LABELS = (
    ("Ready to deploy", "available", True),
    ("Being checked", "quarantined", True),
    ("Waiting for parts", "in_repair", False),
    ("At the workshop", "in_repair", True),
    ("Archived", "retired", True),
)
LABELLED = {"LT-0104": "Waiting for parts"}

# tag, model, status, location
ASSETS = (
    ("LT-0101", "ThinkPad T14 Gen 4", "available", "Cabinet 1"),
    ("LT-0102", "ThinkPad T14 Gen 4", "available", "Cabinet 1"),
    ("LT-0103", "ThinkPad T14 Gen 4", "available", ""),
    ("LT-0104", "ThinkPad T14 Gen 4", "in_repair", "Workshop"),
    ("LT-0201", "ThinkPad X1 Carbon Gen 11", "available", "Cabinet 1"),
    ("LT-0202", "ThinkPad X1 Carbon Gen 11", "reserved", "Cabinet 1"),
    ("LT-0301", "Legion 5 Pro", "available", "Studio B"),
    ("LT-0401", "MacBook Pro 14", "available", "Cabinet 2"),
    ("LT-0402", "MacBook Pro 14", "available", ""),
    ("LT-0501", "MacBook Air 13", "available", "Cabinet 2"),
    ("LT-0502", "MacBook Air 13", "lost", ""),
    ("TB-0101", "iPad Pro 11", "available", "Cabinet 2"),
    ("TB-0102", "iPad Pro 11", "available", "Cabinet 2"),
    ("TB-0201", "iPad Air", "available", ""),
    ("TB-0301", "Tab P12", "retired", "Archive"),
    ("CAM-0101", "EOS R6 Mark II", "available", "Camera safe"),
    ("CAM-0102", "EOS R6 Mark II", "available", ""),
    ("CAM-0201", "EOS R5", "available", "Camera safe"),
    ("CAM-0301", "XA60", "quarantined", "Workshop"),
    ("CAM-0401", "Alpha 7 IV", "available", "Camera safe"),
    ("CAM-0402", "Alpha 7 IV", "reserved", "Camera safe"),
    ("CAM-0501", "FX30", "available", "Camera safe"),
    ("AUD-0101", "H6", "available", "Sound shelf"),
    ("AUD-0102", "H6", "available", "Sound shelf"),
    ("AUD-0201", "F3", "available", ""),
    ("AUD-0301", "EW 112P G4", "available", "Sound shelf"),
    ("AUD-0401", "MKE 600", "available", "Sound shelf"),
    ("PRJ-0101", "EB-L210W", "available", "Seminar room"),
    ("LGT-0101", "LS 60x", "available", "Studio B"),
    ("LGT-0201", "MC Pro", "available", "Studio B"),
)

# Of these there are more, all of them in their place: model, first tag, how many, location
MORE = (
    ("ThinkPad T14 Gen 4", "LT-0105", 26, "Cabinet 1"),
    ("ThinkPad X1 Carbon Gen 11", "LT-0203", 10, "Cabinet 1"),
    ("MacBook Air 13", "LT-0503", 12, "Cabinet 2"),
    ("iPad Air", "TB-0202", 14, "Cabinet 2"),
    ("EOS R6 Mark II", "CAM-0103", 4, "Camera safe"),
    ("FX30", "CAM-0502", 3, "Camera safe"),
    ("H6", "AUD-0103", 6, "Sound shelf"),
    ("EW 112P G4", "AUD-0302", 11, "Sound shelf"),
    ("EB-L210W", "PRJ-0102", 5, "Seminar room"),
    ("LS 60x", "LGT-0102", 7, "Studio A"),
    ("U2723QE", "MON-0101", 20, "Equipment room"),
    ("P2424HT", "MON-0201", 12, "Equipment room"),
    ("Rally Bar Mini", "CAM-0601", 3, "Seminar room"),
    ("MX Master 3S", "ACC-0101", 12, "Cabinet 2"),
    ("MT055XPRO3", "SUP-0101", 8, "Studio A"),
    ("MVH502AH", "SUP-0201", 5, "Studio A"),
    ("RS 3 Pro", "SUP-0301", 2, "Camera safe"),
    ("87V", "TL-0101", 4, "Tool wall"),
    ("GSR 18V-55", "TL-0201", 4, "Tool wall"),
    ("MK4S", "TL-0301", 2, "Tool wall"),
)

# What one of each model cost.
COSTS = {
    "ThinkPad T14 Gen 4": 1480, "ThinkPad X1 Carbon Gen 11": 1890, "Legion 5 Pro": 1650,
    "MacBook Pro 14": 2190, "MacBook Air 13": 1290, "iPad Pro 11": 980, "iPad Air": 690,
    "Tab P12": 390, "EOS R6 Mark II": 2590, "EOS R5": 3790, "XA60": 1690, "Alpha 7 IV": 2390,
    "FX30": 1950, "H6": 330, "F3": 340, "EW 112P G4": 560, "MKE 600": 290, "EB-L210W": 1390,
    "LS 60x": 390, "MC Pro": 230, "U2723QE": 560, "P2424HT": 280, "Rally Bar Mini": 2450,
    "MX Master 3S": 95, "MT055XPRO3": 210, "MVH502AH": 160, "RS 3 Pro": 720, "87V": 520,
    "GSR 18V-55": 190, "MK4S": 1090,
}  # fmt: skip
WARRANTY_MONTHS = 36
# After how many months something of a category is due for replacement.
LIFETIMES = {"laptops": 48, "tablets": 48, "monitors": 72, "projectors": 60, "cameras": 84}
OLDEST_DAYS = 6 * 365  # on the shelf


def all_assets() -> Iterator[tuple[str, str, str, str]]:
    """Go through all that is on the shelf, as ASSETS tells of it."""
    yield from ASSETS
    for model, first, count, location in MORE:
        kind, number = first.split("-")
        for tag in (f"{kind}-{int(number) + more:04d}" for more in range(count)):
            yield tag, model, "available", location


def bought(tag: str, today: date) -> date:
    """Return the day on which something was bought, some years ago, always as old for a tag."""
    return today - timedelta(days=_number(tag) * 7919 % OLDEST_DAYS)


def serial(tag: str) -> str:
    """Return a serial number that looks like one, always the same for a tag."""
    kind, _ = tag.split("-")
    return f"SN{len(kind)}{_number(tag) * 7919 % 1_000_000:06d}{kind[0]}"


def home_of(location: str) -> str:
    """Return where what is somewhere belongs: nothing belongs in the workshop."""
    return "Equipment room" if location in ("", "Workshop") else location


def _number(tag: str) -> int:
    return int(tag.partition("-")[2])
