"""What comes round again: schedules, and the tasks that they make."""
