"""Self-checks of the labs' exercises, one module a lab: each says what is wrong and never stops a notebook."""
