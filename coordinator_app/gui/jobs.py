"""The only bridge for long work: plain functions in worker threads, results on the main thread.

A job is `function(job_context, *arguments)` below the gui. It never touches a widget; its return value arrives
in `done` on the main thread.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import Enum, auto
from threading import Lock
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext


class Lane(Enum):
    """Which executor a job runs in; jobs of one lane run one after the other."""

    WRITER = auto()  # everything that writes into the file
    READER = auto()  # long reads and rendering
    OUTSIDE = auto()  # looking at files in folders: a network drive that hangs holds up nothing else


class JobState(Enum):
    """Where a job is."""

    WAITING = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


@dataclass(eq=False)
class Job:
    """One piece of long work as the window sees it."""

    title: str
    lane: Lane
    done: Callable[[Any], object] | None
    failed: Callable[[UserError], object] | None
    owner: QObject | None
    key: str
    drop: Callable[[Any], object] | None = None
    future: "Future[Any] | None" = None
    context: JobContext = field(default_factory=JobContext)
    state: JobState = JobState.WAITING
    progress: tuple[int, int, str] = (0, 0, "")

    def cancel(self) -> None:
        """Ask the job to stop at its next `progress`; its result is dropped in any case."""
        self.context.cancel()
        if self.state in (JobState.WAITING, JobState.RUNNING):
            self.state = JobState.CANCELLED

    @property
    def active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.WAITING, JobState.RUNNING)

    def throw_away(self, future: "Future[Any]") -> None:
        """Give back what nobody takes any more (a file that was opened must be closed)."""
        if self.drop is not None and not future.cancelled() and future.exception() is None:
            self.drop(future.result())


class Jobs(QObject):
    """Starts jobs and brings progress and results to the main thread through one queued signal.

    Signals carry the `Job`: `started`, `progressed`, `finished` (also after an error or „Abbrechen“).
    An unexpected exception in a job is raised again on the main thread and reaches the crash dialog.
    """

    started = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    _posted = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executors: dict[Lane, Executor] = {}
        self._active: list[Job] = []
        self._gate = Lock()  # a worker may be posting at the very moment the window goes
        self._over = False
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        title: str,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        lane: Lane = Lane.READER,
        owner: QObject | None = None,
        key: str = "",
        drop: Callable[[Any], object] | None = None,
    ) -> Job:
        """Start `function(job_context, *arguments)`; `title` is German („Projektliste wird ausgegeben“).

        An empty title is for quiet work nobody waits for: it is not shown.
        `done(result)` and `failed(error)` run on the main thread; without `failed` the sentence is shown.
        They are dropped when `owner` was destroyed meanwhile. A job with the same non-empty `key` supersedes
        the older one. `drop(result)` is called instead of `done` with a result that comes too late.
        """
        job = Job(title, lane, done, failed, owner, key, drop)
        for older in [known for known in self._active if key and known.key == key]:
            older.cancel()
        job.context = JobContext(_Reporter(self, job))
        self._active.append(job)
        job.future = self._executor(lane).submit(self._call, job, function, arguments)
        job.future.add_done_callback(_Finisher(self, job))
        return job

    def active(self) -> list[Job]:
        """The jobs that wait or run, oldest first."""
        return [job for job in self._active if job.active]

    def unfinished(self) -> list[Job]:
        """The jobs whose thread is not through with them, also those cancelled that have not noticed yet."""
        return list(self._active)

    def shutdown(self, limit: float | None = None) -> bool:
        """Cancel everything and wait until the lanes are quiet, at most `limit` seconds; whether they are.

        Called when the program ends: nothing can be run afterwards.
        """
        for job in self._active:
            job.cancel()
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)
        futures = [job.future for job in self._active if job.future is not None and not job.future.done()]
        quiet = not wait(futures, timeout=limit).not_done
        for job in self._active:
            if job.future is not None and job.future.done():
                job.throw_away(job.future)
        self._executors.clear()
        self._active.clear()
        with self._gate:
            self._over = True
        return quiet

    def post(self, job: Job, event: str, value: object) -> None:
        """Hand an event of a worker to the main thread; dropped when the window is already gone."""
        with self._gate:
            if not self._over and shiboken6.isValid(self):
                self._posted.emit(job, event, value)

    def _call(self, job: Job, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Run in the worker thread: skip what was cancelled while it waited."""
        if job.state is JobState.CANCELLED:
            raise Cancelled
        self.post(job, "started", None)
        return function(job.context, *arguments)

    def _executor(self, lane: Lane) -> Executor:
        """The lane's one thread, made at its first use."""
        if lane not in self._executors:
            self._executors[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"kpr-{lane.name.lower()}")
        return self._executors[lane]

    @Slot(object, str, object)
    def _on_posted(self, job: Job, event: str, value: Any) -> None:
        if event == "started":
            if job.state is JobState.WAITING:
                job.state = JobState.RUNNING
                self.started.emit(job)
        elif event == "progress":
            if job.active:
                job.progress = value
                self.progressed.emit(job)
        else:
            self._finish(job, value)

    def _finish(self, job: Job, future: "Future[Any]") -> None:
        if job not in self._active:
            return
        self._active.remove(job)
        error = Cancelled() if future.cancelled() else future.exception()
        superseded = job.state is JobState.CANCELLED
        if superseded or isinstance(error, Cancelled):
            job.state = JobState.CANCELLED
        else:
            job.state = JobState.FAILED if error is not None else JobState.DONE
        self.finished.emit(job)
        forsaken = job.owner is not None and not shiboken6.isValid(job.owner)
        if superseded or forsaken:
            job.throw_away(future)
        if forsaken:
            return
        if job.state is JobState.DONE and job.done is not None:
            job.done(future.result())
        elif job.state is JobState.FAILED and error is not None:
            self._fail(job, error)

    def _fail(self, job: Job, error: BaseException) -> None:
        if isinstance(error, UserError) and job.failed is not None:
            job.failed(error)
        else:
            raise error


class _Reporter:
    """Progress from the worker to the main thread."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs = jobs
        self._job = job

    def __call__(self, done: int, total: int, text: str) -> None:
        self._jobs.post(self._job, "progress", (done, total, text))


class _Finisher:
    """Called by the executor when a future is complete."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs = jobs
        self._job = job

    def __call__(self, future: "Future[Any]") -> None:
        self._jobs.post(self._job, "finished", future)
