"""The only bridge for long work: plain functions in executor threads or processes, results on the main thread.

A job is `function(job_context, *arguments)` below the gui. It never touches a widget; its return value arrives
in `done` on the main thread.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext


class Lane(Enum):
    """Which executor a job runs in; jobs of one lane run one after the other (CPU: several at once)."""

    WRITER = auto()  # everything that writes into the file
    READER = auto()  # long reads and rendering
    OUTSIDE = auto()  # looking at files in folders: a network drive that hangs holds up nothing else
    CPU = auto()  # calculation in other processes, no database; function and arguments must be picklable


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


class Jobs(QObject):
    """Starts jobs and brings progress and results to the main thread through one queued signal.

    Signals carry the `Job`: `started`, `progressed`, `finished` (also after an error or „Abbrechen“).
    An unexpected exception in a job is raised again on the main thread and reaches the crash dialog.
    """

    started = Signal(object)
    progressed = Signal(object)
    finished = Signal(object)
    _posted = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None, executors: Mapping[Lane, Executor] | None = None) -> None:
        super().__init__(parent)
        self._executors: dict[Lane, Executor] = dict(executors or {})
        self._active: list[Job] = []
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
    ) -> Job:
        """Start `function(job_context, *arguments)`; `title` is German („Projektliste wird ausgegeben“).

        An empty title is for quiet work nobody waits for: it is not shown.
        `done(result)` and `failed(error)` run on the main thread; without `failed` the sentence is shown.
        They are dropped when `owner` was destroyed meanwhile. A job with the same non-empty `key` supersedes
        the older one. CPU jobs get a context that cannot report progress.
        """
        job = Job(title, lane, done, failed, owner, key)
        for older in [known for known in self._active if key and known.key == key]:
            older.cancel()
        job.context = JobContext(_Reporter(self, job))
        self._active.append(job)
        executor = self._executor(lane)
        if lane is Lane.CPU:
            future = executor.submit(_call_elsewhere, function, arguments)
        else:
            future = executor.submit(self._call, job, function, arguments)
        future.add_done_callback(_Finisher(self, job))
        return job

    def active(self) -> list[Job]:
        """The jobs that wait or run, oldest first."""
        return [job for job in self._active if job.active]

    def shutdown(self) -> None:
        """Cancel everything and wait until the lanes are quiet; called when the window closes."""
        for job in self._active:
            job.cancel()
        for executor in self._executors.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self._executors.clear()
        self._active.clear()

    def post(self, job: Job, event: str, value: object) -> None:
        """Hand an event of a worker to the main thread; dropped when the window is already gone."""
        if shiboken6.isValid(self):
            self._posted.emit(job, event, value)

    def _call(self, job: Job, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Run in the worker thread: skip what was cancelled while it waited."""
        if job.state is JobState.CANCELLED:
            raise Cancelled
        self.post(job, "started", None)
        return function(job.context, *arguments)

    def _executor(self, lane: Lane) -> Executor:
        """The lane's executor, made at its first use."""
        if lane not in self._executors:
            self._executors[lane] = _make_executor(lane)
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
        if job.owner is not None and not shiboken6.isValid(job.owner):
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


def _call_elsewhere(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Run in another process, with a context of its own."""
    return function(JobContext(), *arguments)


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


def _make_executor(lane: Lane) -> Executor:
    """One thread for writing and one for reading; processes for calculation, imported only when needed."""
    if lane is not Lane.CPU:
        return ThreadPoolExecutor(1, thread_name_prefix=f"kpr-{lane.name.lower()}")
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))
