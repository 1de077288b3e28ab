"""From the text of a document to normalised mentions of dates, amounts, citations and events; see `extract.extract`."""
