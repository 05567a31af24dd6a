"""From validated tables to files: one artefact per module, published together or not at all."""

from communique.publish.write import publish, write_all

__all__ = ["publish", "write_all"]
