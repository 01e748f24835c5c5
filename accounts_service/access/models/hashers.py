"""How the secrets of clients are kept."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class ClientSecretHasher(PBKDF2PasswordHasher):
    """One round: a client's secret is 128 random characters, which no number of rounds improves."""

    algorithm = "client_secret"
    iterations = 1
