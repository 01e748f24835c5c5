"""The admin that every service has: writes go through verbs, history shows every field."""
