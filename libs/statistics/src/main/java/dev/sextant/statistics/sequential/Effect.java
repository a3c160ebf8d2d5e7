package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import java.util.Optional;
import java.util.OptionalLong;

/** An estimate of how much the candidate differs from stable, or why there is none. */
public sealed interface Effect {
  /** The least number of clusters with units in each arm. */
  int MINIMUM_CLUSTERS = 30;

  /** The least number of clusters among which each arm's events are divided. */
  int MINIMUM_EFFECTIVE = 30;

  /**
   * An estimate whose error is known from the spread between clusters.
   *
   * @param value candidate minus stable, in the metric's unit
   * @param standardError of the value, in the same unit; 0 where no cluster differs from another
   * @param clusters how many clusters with units the arm that has fewer holds
   * @param effective among how many clusters the arm that has fewer divides its events, by {@link
   *     ClusterTotals#effective}: the standard error of rare events is only as good as that number
   * @param candidate the candidate's part of the estimate; {@link Part#NONE} where there is no such
   *     part
   */
  record Measured(
      double value, double standardError, int clusters, double effective, Part candidate)
      implements Effect {
    public Measured {
      requireFinite(value, standardError);
    }

    /** What the estimate knows: 1 / standardError squared. */
    public double information() {
      return 1 / (standardError * standardError);
    }

    /** What is missing until the spread between clusters can be trusted; nothing if it can. */
    Optional<Bounds.Unavailable> lacking() {
      if (clusters < MINIMUM_CLUSTERS) {
        return lacking("have units", clusters, MINIMUM_CLUSTERS);
      }
      if (effective < MINIMUM_EFFECTIVE) {
        return lacking("share the events evenly enough", (int) effective, MINIMUM_EFFECTIVE);
      }
      if (standardError == 0 || Double.isInfinite(information())) {
        return Optional.of(
            Bounds.Unavailable.because("no cluster differs from another: the error is unknown"));
      }
      return Optional.empty();
    }

    private static Optional<Bounds.Unavailable> lacking(String what, int are, int needed) {
      return Optional.of(
          new Bounds.Unavailable(
              "%d clusters of the smaller arm %s, %d are needed".formatted(are, what, needed),
              OptionalLong.of((long) needed - are)));
    }

    /**
     * The standard error if the effect were that large. The spread of rare events grows with their
     * rate, so a candidate that was lucky looks more certain than it is; against a larger effect it
     * is judged by the spread that the larger rate would have.
     */
    double standardErrorAt(double effect) {
      double more = effect - value;
      if (!(more > 0 && candidate.rate() > 0)) {
        return standardError;
      }
      double error = candidate.standardError();
      double added = more / candidate.rate() * error * error;
      return Math.sqrt(standardError * standardError + added);
    }
  }

  /**
   * One arm's part of a difference.
   *
   * @param rate the arm's ratio
   * @param standardError of the rate, from the spread between clusters
   */
  record Part(double rate, double standardError) {
    /** Of an effect that is not made of two arms' ratios. */
    public static final Part NONE = new Part(0, 0);

    public Part {
      requireFinite(rate, standardError);
    }
  }

  /**
   * There is no estimate.
   *
   * @param reason why, in words
   */
  record Unmeasured(String reason) implements Effect {}

  /** An estimate, or none where the numbers left the range of doubles. */
  static Effect of(double value, double standardError, int clusters, double effective) {
    return of(value, standardError, clusters, effective, 0, 0);
  }

  /** The same, with the candidate's part. */
  static Effect of(
      double value,
      double standardError,
      int clusters,
      double effective,
      double candidateRate,
      double candidateError) {
    return Double.isFinite(value + standardError + candidateRate + candidateError)
        ? new Measured(
            value, standardError, clusters, effective, new Part(candidateRate, candidateError))
        : new Unmeasured("the numbers exceed the range of a double");
  }

  private static void requireFinite(double value, double standardError) {
    if (!Double.isFinite(value) || !(standardError >= 0) || Double.isInfinite(standardError)) {
      throw new IllegalArgumentException(
          "an effect is finite, unlike %s with error %s".formatted(value, standardError));
    }
  }
}
