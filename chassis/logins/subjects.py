"""The ids of the demo people: the same in every service."""

DEMO_SUBS = {
    "ana": "018f5f5e-0000-7000-8000-00000000000a",
    "ben": "018f5f5e-0000-7000-8000-00000000000b",
    "cleo": "018f5f5e-0000-7000-8000-00000000000c",
}
