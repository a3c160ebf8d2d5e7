package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When the labels of predictions are complete enough to be judged. Early labels are not a sample of
 * all labels (a refund comes before a loyal year), so a cohort counts as a whole or not at all.
 * Where labels of one kind come later than others, a share below 1 leaves out more of them, and
 * cohorts that are complete early have few of them: then let age decide, by a share near 1.
 *
 * @param share of a cohort's predictions that must be labelled, above 0 and at most 1
 * @param horizon the age at which labels that are still missing will not come
 */
public record LabelMaturity(double share, Duration horizon) {

  public LabelMaturity {
    if (!(share > 0 && share <= 1) || horizon.isNegative()) {
      throw new IllegalArgumentException(
          "labels mature by a share of at most 1 and a time, unlike %s and %s"
              .formatted(share, horizon));
    }
  }

  /**
   * Predictions of one stretch of time.
   *
   * @param end of the stretch: its youngest prediction may be that young
   * @param predictions how many were made
   * @param labelled how many of them have a label
   */
  public record Cohort(Instant end, long predictions, long labelled) {
    public Cohort {
      if (labelled < 0 || labelled > predictions) {
        throw new IllegalArgumentException(
            "%d of %d predictions cannot be labelled".formatted(labelled, predictions));
      }
    }
  }

  /** Whether the labels of a cohort may be judged. A cohort without predictions has none. */
  public boolean isMature(Cohort cohort, Instant now) {
    return cohort.predictions() > 0
        && (cohort.labelled() >= share * cohort.predictions()
            || !now.isBefore(cohort.end().plus(horizon)));
  }

  /** The cohorts whose labels may be judged, in their order. */
  public List<Cohort> mature(List<Cohort> cohorts, Instant now) {
    return cohorts.stream().filter(cohort -> isMature(cohort, now)).toList();
  }

  /**
   * What is missing until so many labels may be judged, with the time at which cohorts that exist
   * will be old enough; nothing where they are there.
   */
  public Optional<Verdict.Inconclusive> missing(List<Cohort> cohorts, long labels, Instant now) {
    long mature = labels(mature(cohorts, now));
    if (mature >= labels) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.Inconclusive(
            "%d labels are mature, %d are needed".formatted(mature, labels),
            OptionalLong.of(labels - mature),
            eta(cohorts, labels, now),
            Optional.empty()));
  }

  private Optional<Duration> eta(List<Cohort> cohorts, long labels, Instant now) {
    return cohorts.stream()
        .map(cohort -> cohort.end().plus(horizon))
        .filter(then -> then.isAfter(now))
        .sorted()
        .filter(then -> labels(mature(cohorts, then)) >= labels)
        .findFirst()
        .map(then -> Duration.between(now, then));
  }

  private static long labels(List<Cohort> cohorts) {
    return cohorts.stream().mapToLong(Cohort::labelled).sum();
  }
}
