"""Who has gear and who will have it: reservations and loans."""
