"""What gear there is: products, their makers, categories and ports, and the assets themselves."""
