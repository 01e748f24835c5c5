"""What a day brings: calendars of what is due, for the programs of people."""
