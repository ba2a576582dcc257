"""Survey engine: item bank and, later, sampling, validation and statistics; knows neither storage nor documents."""
