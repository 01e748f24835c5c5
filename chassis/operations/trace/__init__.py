"""The way of one request: what each service's database knows of a request id."""
