"""What the chapters of reports say: gathers the data of a chapter and hands it to the builders in `documents`."""
