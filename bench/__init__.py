"""What Kitroom does in a second, beside what others do: ratios inside one run."""
