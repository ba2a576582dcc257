"""When the indicators of projects that are carried out are to be measured next, as lines of the register."""

from coordinator_app.domain.deadline_register import LEAD, DeadlineSource, DueLine
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.measuring import next_measurement
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.storage.unit_of_work import ReadUnit

MEASURED = (ProjectStatus.APPROVED, ProjectStatus.RUNNING, ProjectStatus.COMPLETED)


def measurement_lines(unit: ReadUnit) -> list[DueLine]:
    """One line for each indicator with a Turnus whose project is carried out."""
    projects = {item.id: item for item in unit.find(Project, status=MEASURED)}
    goals = {item.id: item.project_id for item in unit.find(Goal) if item.project_id in projects}
    indicators = [item for item in unit.find(Indicator) if item.interval and item.goal_id in goals]
    values: dict[int | None, list[Measurement]] = {}
    for value in unit.find(Measurement, order="measured_on,id") if indicators else ():
        values.setdefault(value.indicator_id, []).append(value)
    people = unit.titles("person", [item.responsible_id for item in indicators])
    lines: list[DueLine] = []
    for item in indicators:
        due = next_measurement(item, values.get(item.id, []))
        project = projects[goals[item.goal_id or 0] or 0]
        if due is not None:
            lines.append(
                DueLine(
                    key=f"indicator:{item.id}:{due.isoformat()}",
                    source=DeadlineSource.MEASUREMENT,
                    id=item.id,
                    title=f"Messwert erheben: {item.name}",
                    about=project.title,
                    about_kind=Indicator.kind,
                    about_id=item.id,
                    due_on=due,
                    lead=LEAD[DeadlineSource.MEASUREMENT],
                    responsible=people.get(item.responsible_id or 0, ""),
                    uuid=item.uuid,
                    sequence=item.version - 1,
                )
            )
    return lines
