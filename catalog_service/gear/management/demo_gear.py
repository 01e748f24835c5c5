"""The demo's gear: a small team's laptops, cameras, sound and light."""

from typing import Any

MANUFACTURERS = (
    "Lenovo", "Apple", "Canon", "Sony", "Zoom", "Sennheiser", "Epson", "Aputure",
)  # fmt: skip
# name → inside of
CATEGORIES = {
    "Computers": "", "Laptops": "Computers", "Tablets": "Computers",
    "Cameras": "", "Audio": "", "Lighting": "", "Projectors": "",
}  # fmt: skip
FIELDS: dict[str, dict[str, Any]] = {
    "Laptops": {
        "properties": {
            "memory_gb": {"type": "integer", "minimum": 1, "title": "Memory (GB)"},
            "screen_inch": {"type": "number", "title": "Screen (inch)"},
        },
        "required": ["memory_gb"],
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
     {"thunderbolt-4": 2, "usb-a": 2, "hdmi": 1, "rj-45": 1, "jack-3.5": 1},
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
    ("Seminar room", "Main building"),
    ("Studio house", ""),
    ("Studio A", "Studio house"),
    ("Studio B", "Studio house"),
    ("Archive", ""),
)

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


def serial(tag: str) -> str:
    """Return a serial number that looks like one, always the same for a tag."""
    kind, number = tag.split("-")
    return f"SN{len(kind)}{int(number) * 7919 % 1_000_000:06d}{kind[0]}"


def home_of(location: str) -> str:
    """Return where what is somewhere belongs: nothing belongs in the workshop."""
    return "Equipment room" if location in ("", "Workshop") else location
