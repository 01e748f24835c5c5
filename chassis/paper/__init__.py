"""What is printed: sheets of labels as PDF."""
