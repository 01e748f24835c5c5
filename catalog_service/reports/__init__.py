"""What gear is worth, how old it is, and what ends when."""
