"""Tables in: reading other people's files and turning them into values; knows neither database nor screen."""
