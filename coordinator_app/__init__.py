"""KPR-Arbeitsplatz: the working place of a municipal prevention coordinator."""

__version__ = "0.9.0"
