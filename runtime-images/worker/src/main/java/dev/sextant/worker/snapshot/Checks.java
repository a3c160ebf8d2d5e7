package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobRefusedException;
import java.util.ArrayList;
import java.util.List;

/** Collects what was checked, so that everything that is wrong is said at once. */
final class Checks {
  private static final int NAMED = 3;

  private final String inputHash;
  private final List<CheckResult> results = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Findings findings = new Findings();

  private record Failure(Reason reason, String message) {}

  Checks(String inputHash) {
    this.inputHash = inputHash;
  }

  /** What is no failure and must be told nevertheless. */
  Findings findings() {
    return findings;
  }

  /** Notes a check that holds. */
  void passed(String name, String value, String threshold, String message) {
    results.add(new CheckResult(name, true, value, threshold, message));
  }

  /** Notes a check that does not hold. */
  void failed(Reason reason, String name, String value, String threshold, String message) {
    String located = located(message);
    results.add(new CheckResult(name, false, value, threshold, located));
    failures.add(new Failure(reason, located));
  }

  /** What is wrong begins with the field of the Dataset that it is about, also within a file. */
  private static String located(String message) {
    return (message.startsWith("s3://") ? "spec.source.files: " : "spec.") + message;
  }

  /** Notes something wrong that has neither value nor threshold. */
  void failed(Reason reason, String name, String message) {
    failed(reason, name, "", "", message);
  }

  /** Everything that was checked, in order. */
  List<CheckResult> results() {
    return List.copyOf(results);
  }

  /**
   * Ends the job when something is wrong: the first failure gives reason and message, the others
   * are named, and the result has all of them.
   */
  void refuseIfFailed() {
    if (failures.isEmpty()) {
      return;
    }
    Failure first = failures.getFirst();
    throw new JobRefusedException(
        first.reason().name(),
        first.message() + others(),
        new JobResult.SnapshotRefused(inputHash, results()));
  }

  private String others() {
    List<String> names =
        results.stream().filter(check -> !check.passed()).skip(1).map(CheckResult::name).toList();
    if (names.isEmpty()) {
      return "";
    }
    String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    int unnamed = names.size() - NAMED;
    return " (also failed: %s%s; see status.checks)"
        .formatted(named, unnamed > 0 ? " and " + unnamed + " more" : "");
  }
}
