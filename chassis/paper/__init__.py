"""What is printed: sheets of labels and documents, as PDF."""
