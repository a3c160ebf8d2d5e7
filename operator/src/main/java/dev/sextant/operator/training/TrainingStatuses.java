package dev.sextant.operator.training;

import dev.sextant.api.common.BaselineResult;
import dev.sextant.api.common.Condition;
import dev.sextant.api.common.Metric;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingFailure;
import dev.sextant.api.training.TrainingProgress;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.Progress;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.progress.ProgressBoard;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the next status of a TrainingRun from the last one. */
final class TrainingStatuses {
  static final TrainingRunStatus EMPTY =
      new TrainingRunStatus(
          null, List.of(), null, null, null, null, null, null, null, null, null, null, null,
          List.of(), List.of());

  /** The phases that there are; a newer version may have more. */
  private static final Set<String> PHASES =
      Set.of("Pending", "Suspended", "Running", "Succeeded", "Failed");

  private TrainingStatuses() {}

  /** The path of a phase that only a newer version can have written. */
  static Optional<String> strange(TrainingRunStatus s) {
    return Optional.ofNullable(s.phase())
        .filter(phase -> !PHASES.contains(phase))
        .map(phase -> "status.phase");
  }

  static TrainingRunStatus with(TrainingRunStatus s, long generation, List<Condition> conditions) {
    return new TrainingRunStatus(
        generation,
        conditions,
        s.phase(),
        s.snapshot(),
        s.inputHash(),
        s.job(),
        s.progress(),
        s.modelVersion(),
        s.startTime(),
        s.completionTime(),
        s.terminalHash(),
        s.failures(),
        s.failure(),
        s.metrics(),
        s.baselines());
  }

  static TrainingRunStatus phase(TrainingRunStatus s, String phase) {
    return state(s, phase, s.snapshot(), s.inputHash(), s.job(), s.progress(), s.failures());
  }

  static TrainingRunStatus pinned(TrainingRunStatus s, SnapshotPin pin, String hash) {
    return state(s, "Pending", pin, hash, s.job(), s.progress(), s.failures());
  }

  static TrainingRunStatus started(TrainingRunStatus s, String job, int spent) {
    return state(s, "Pending", s.snapshot(), s.inputHash(), job, null, spent == 0 ? null : spent);
  }

  /** The store kept the Job from its work. */
  static TrainingRunStatus kept(TrainingRunStatus s, JobFacts job) {
    return state(
        s,
        "Pending",
        s.snapshot(),
        s.inputHash(),
        job.name(),
        null,
        job.spent() == 0 ? null : job.spent());
  }

  static TrainingRunStatus following(
      TrainingRunStatus s, JobFacts job, String phase, Optional<ProgressBoard.Entry> progress) {
    TrainingRunStatus next =
        state(
            s,
            phase,
            s.snapshot(),
            s.inputHash(),
            job.name(),
            progress.map(TrainingStatuses::progress).orElse(s.progress()),
            job.failures());
    return times(next, s.startTime() == null ? text(job.created()) : s.startTime(), null, null);
  }

  static TrainingRunStatus succeeded(
      TrainingRunStatus s,
      String version,
      String hash,
      Instant at,
      List<Metric> metrics,
      List<BaselineResult> baselines) {
    return new TrainingRunStatus(
        null,
        s.conditions(),
        "Succeeded",
        s.snapshot(),
        hash,
        s.job(),
        s.progress() == null ? null : done(s.progress()),
        version,
        s.startTime(),
        text(at),
        hash,
        s.failures(),
        null,
        metrics,
        baselines);
  }

  static TrainingRunStatus failed(
      TrainingRunStatus s, JobFacts job, JobFailure failure, String message, String hash) {
    return new TrainingRunStatus(
        null,
        s.conditions(),
        "Failed",
        s.snapshot(),
        hash,
        job.name(),
        s.progress(),
        null,
        s.startTime() == null ? text(job.created()) : s.startTime(),
        text(job.finished().orElse(job.created())),
        hash,
        Math.max(1, job.failures()),
        new TrainingFailure(
            cut(failure.word(), 63), failure.exitCode(), message, failure.logTail()),
        List.of(),
        List.of());
  }

  private static TrainingRunStatus state(
      TrainingRunStatus s,
      @Nullable String phase,
      @Nullable SnapshotPin pin,
      @Nullable String hash,
      @Nullable String job,
      @Nullable TrainingProgress progress,
      @Nullable Integer failures) {
    return new TrainingRunStatus(
        null,
        s.conditions(),
        phase,
        pin,
        hash,
        job,
        progress,
        s.modelVersion(),
        s.startTime(),
        s.completionTime(),
        s.terminalHash(),
        failures,
        s.failure(),
        s.metrics(),
        s.baselines());
  }

  private static TrainingRunStatus times(
      TrainingRunStatus s,
      @Nullable String start,
      @Nullable String completion,
      @Nullable String terminal) {
    return new TrainingRunStatus(
        null,
        s.conditions(),
        s.phase(),
        s.snapshot(),
        s.inputHash(),
        s.job(),
        s.progress(),
        s.modelVersion(),
        start,
        completion,
        terminal,
        s.failures(),
        s.failure(),
        s.metrics(),
        s.baselines());
  }

  private static TrainingProgress progress(ProgressBoard.Entry entry) {
    Progress p = entry.progress();
    return new TrainingProgress(
        cut(p.phase(), 63),
        Math.clamp(p.percent(), 0, 100),
        p.round(),
        p.rounds(),
        p.metric() == null ? null : cut(p.metric(), 63),
        p.value() == null || !Double.isFinite(p.value()) ? null : Double.toString(p.value()),
        p.secondsLeft(),
        text(entry.at()));
  }

  private static TrainingProgress done(TrainingProgress p) {
    return new TrainingProgress(
        "Done", 100, p.round(), p.rounds(), p.metric(), p.value(), null, p.updatedAt());
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
