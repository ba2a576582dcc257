"""The letters „Stimmt Ihr Angebot noch?“ as documents."""

from coordinator_app.domain.contacts import Organisation
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace, dated_stem
from coordinator_app.services.letters import Letters, letter_kind

_EVERYBODY = DocumentOption(
    "who", "Angebote", default="", choices=(("", "seit einem Jahr nicht bestätigte"), ("all", "alle laufenden"))
)


def _all(workspace: Workspace, _id: int, options: Options) -> Letters:
    made: Letters = workspace.confirmations.letters(everybody=options["who"] == "all")
    return made


def _all_subjects(workspace: Workspace) -> list[int]:
    return [0] if workspace.confirmations.providers() else []


def _all_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Briefe Stimmt Ihr Angebot noch")


def _one(workspace: Workspace, id: int, _options: Options) -> Letters:
    made: Letters = workspace.confirmations.letters(everybody=True, keys=[id])
    return made


def _one_subjects(workspace: Workspace) -> list[int]:
    return [one.key for one in workspace.confirmations.providers() if one.key > 0]


def _one_stem(workspace: Workspace, id: int) -> str:
    with workspace.store.read() as unit:
        name: str = unit.title(Organisation.kind, id)
    return dated_stem(workspace, "Brief Stimmt Ihr Angebot noch", name[:60])


KINDS: tuple[DocumentKind, ...] = (
    letter_kind(
        key="confirmation_letters",
        label="Briefe: Stimmt Ihr Angebot noch?",
        subject="",
        letters=_all,
        subjects=_all_subjects,
        file_stem=_all_stem,
        options=(_EVERYBODY,),
    ),
    letter_kind(
        key="confirmation_letter",
        label="Brief: Stimmt Ihr Angebot noch?",
        subject=Organisation.kind,
        letters=_one,
        subjects=_one_subjects,
        file_stem=_one_stem,
    ),
)
