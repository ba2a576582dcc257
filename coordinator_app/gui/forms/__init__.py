"""Editors, forms and dialogs built from the field declarations of records."""
