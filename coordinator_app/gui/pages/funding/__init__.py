"""The page „Förderung“: grants, programmes, deadlines."""
