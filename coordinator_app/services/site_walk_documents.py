"""Documents of site walks: the form to take along and the report."""

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.site_walk_papers import WalkFinding, WalkPaper, WalkPhoto, walk_form, walk_report
from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.site_walks import SiteWalk, SiteWalkFinding, by_feature
from coordinator_app.services.documents import DocumentKind, Options, Workspace, dated_stem, letterhead_of

_MOST_PHOTOS = 24


def _paper(workspace: Workspace, id: int, *, photos: bool) -> WalkPaper:
    walk: SiteWalk = workspace.site_walks.get(id)
    views = workspace.site_walks.findings(id)
    features = {entry.id: entry.label for entry in workspace.catalogues.entries(Catalogue.WALK_FEATURE)}
    with workspace.store.read() as unit:
        area = unit.title("area", walk.area_id)
    ids = [view.id for view in views]
    printed: list[WalkPhoto] = []
    kept = 0
    if photos:
        for kind, owners in ((SiteWalk.kind, [id]), (SiteWalkFinding.kind, ids)):
            found = workspace.photos.printed(kind, owners, _MOST_PHOTOS)
            printed += [WalkPhoto(photo.image, photo.alt, photo.caption) for photo in found]
            kept += sum(bool(photo.problem) for owner in owners for photo in workspace.photos.of(kind, owner))
    return WalkPaper(
        walk=walk,
        area=area,
        features=tuple(features.values()),
        findings=tuple(
            WalkFinding(
                number=view.finding.position,
                spot=view.finding.spot,
                feature=view.feature,
                rating=view.finding.rating,
                text=view.finding.text,
                measure=view.finding.measure,
                responsible=view.responsible,
                follow_up=view.followed_up,
            )
            for view in views
        ),
        means=tuple(
            (features.get(mean.feature_id or 0, ""), mean.count, mean.mean)
            for mean in by_feature([view.finding for view in views])
        ),
        photos=tuple(printed),
        kept_photos=kept,
        as_of=today(workspace.clock),
        letterhead=letterhead_of(workspace),
    )


def _form(workspace: Workspace, id: int, _options: Options) -> Document:
    return walk_form(_paper(workspace, id, photos=False))


def _report(workspace: Workspace, id: int, _options: Options) -> Document:
    return walk_report(_paper(workspace, id, photos=True))


def _walks(workspace: Workspace) -> list[int]:
    return [walk.id for walk in workspace.site_walks.all()]


def _form_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Begehungsbogen", workspace.site_walks.get(id).title)


def _report_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Begehungsbericht", workspace.site_walks.get(id).title)


KINDS = (
    DocumentKind(
        key="walk_form",
        label="Begehungsbogen",
        subject=SiteWalk.kind,
        build=_form,
        subjects=_walks,
        file_stem=_form_stem,
    ),
    DocumentKind(
        key="walk_report",
        label="Begehungsbericht",
        subject=SiteWalk.kind,
        build=_report,
        subjects=_walks,
        file_stem=_report_stem,
    ),
)
