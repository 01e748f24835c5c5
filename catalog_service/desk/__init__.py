"""What people at the desk look at: pages in a browser, calendars, counts of the shelves."""
