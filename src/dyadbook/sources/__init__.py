"""Room 2: the source documents, each with its bibliographic record and the text that the book may read."""
