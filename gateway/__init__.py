"""The one door to the services: Nginx configuration and the portal page. Standard library only."""
