"""The page „Projekte“: list, detail with its tabs, new projects and the import of lists."""
