"""What goes wrong with explorers, each as one clear sentence."""


class DeclarationError(ValueError):
    """An explorer was declared in a way that cannot work; raised at import."""


class UnknownExplorer(KeyError):
    """No explorer has that name."""

    def __str__(self) -> str:
        return str(self.args[0])


class LatticeError(RuntimeError):
    """A lattice could not be built or read, or misses the model by too much."""
