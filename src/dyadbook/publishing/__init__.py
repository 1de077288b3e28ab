"""From a run to a book: pages assembled, compiled, and checked."""

from dyadbook.publishing.assemble import assemble
from dyadbook.publishing.build import build, output_folder

__all__ = ["assemble", "build", "output_folder"]
