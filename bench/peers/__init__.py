"""What Kitroom is measured beside, written as their own users would."""
