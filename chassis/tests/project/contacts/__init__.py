"""Who wrote: a person whose address and number are stored encrypted."""
