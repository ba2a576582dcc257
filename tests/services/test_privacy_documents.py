"""The record of processing activities: what the file knows is filled in, what is not kept is not named."""

from typing import Any

from coordinator_app.documents.content import Heading, walk


def heads(document: Any) -> list[str]:
    return [node.text for node in walk(document.blocks) if isinstance(node, Heading)]


def test_record_names_the_town_and_only_what_the_file_keeps(workspace: Any) -> None:
    assert "Name und Anschrift der Kommune fehlt" in workspace.documents.warnings("processing_record", 0)
    workspace.municipality.create(name="Mühlwerda", street="Markt 1", email="kpr@muehlwerda.example")
    document = workspace.documents.document("processing_record", 0)
    assert "Markt 1" in str(document)
    assert "kpr@muehlwerda.example" in str(document)
    assert "Anliegen aus der Bürgerschaft" not in heads(document)
    workspace.concerns.create(title="Licht am Bahnhof")
    workspace.surveys.create(title="Befragung", year=2026)
    found = heads(workspace.documents.document("processing_record", 0))
    assert {"Anliegen aus der Bürgerschaft", "Befragung der Bevölkerung"} <= set(found)
    warnings = workspace.documents.warnings("processing_record", 0)
    assert any("Datenschutzbeauftragte" in warning for warning in warnings)
