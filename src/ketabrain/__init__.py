"""What ketamine does to the brain: models, explorers and questions of an open interactive course."""

__version__ = "0.1.0"
