"""Content in, file bytes out: the neutral document, its renderers and one builder per document."""
