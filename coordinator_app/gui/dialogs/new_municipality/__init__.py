"""The wizard „Neue Kommune anlegen“: one pane per step."""
