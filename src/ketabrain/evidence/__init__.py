"""What the literature says: sources, claims of popular pages with our verdicts, and the words of the course."""
