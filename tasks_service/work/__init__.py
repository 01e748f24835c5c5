"""What needs doing: the task and its verbs."""
