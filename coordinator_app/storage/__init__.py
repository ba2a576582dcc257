"""The municipality file: SQLite through SQLAlchemy, which lives here and only here."""
