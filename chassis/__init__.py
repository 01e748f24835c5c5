"""The microservice chassis: mechanisms that every service stands on, and never a domain word."""
