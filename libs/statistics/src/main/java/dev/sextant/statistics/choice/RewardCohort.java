package dev.sextant.statistics.choice;

import java.time.Instant;
import java.util.List;

/**
 * Choices of one stretch of time with the same shares, and the rewards that have come of them.
 *
 * @param end of the stretch: its youngest choice may be that young
 * @param arms what came of each arm's choices
 */
public record RewardCohort(Instant end, List<Arm> arms) {

  public RewardCohort {
    arms = List.copyOf(arms);
  }

  /**
   * One arm.
   *
   * @param choices of the arm
   * @param arrived how many of them have a reward so far
   * @param total of the rewards, each between 0 and 1
   */
  public record Arm(long choices, long arrived, double total) {
    public Arm {
      if (arrived < 0 || arrived > choices || !(total >= 0 && total <= arrived)) {
        throw new IllegalArgumentException(
            "%d of %d choices cannot have rewards of %s".formatted(arrived, choices, total));
      }
    }
  }
}
