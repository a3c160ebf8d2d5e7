package dev.sextant.statistics.choice;

import dev.sextant.statistics.numeric.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How traffic is divided among arms, or why it cannot be. */
public sealed interface Allocation {

  /**
   * The probability of each arm.
   *
   * @param of each arm, in their order; they add up to 1
   */
  record Shares(List<Double> of) implements Allocation {

    public Shares {
      of = List.copyOf(of);
      double sum = 0;
      for (double share : of) {
        if (!(share >= 0 && share <= 1 + 1e-9)) {
          throw new IllegalArgumentException("an arm cannot have a share of " + share);
        }
        sum += share;
      }
      if (Math.abs(sum - 1) > 1e-9) {
        throw new IllegalArgumentException("%s add up to %s, not to 1".formatted(of, sum));
      }
    }

    /** The arm of a unit. Seed and unit alone decide, so that it can be asked for again. */
    public Choice choose(long seed, long unit) {
      double left = Draws.uniform(seed, unit);
      int last = 0;
      for (int arm = 0; arm < of.size(); arm++) {
        if (of.get(arm) > 0) {
          last = arm;
          left -= of.get(arm);
          if (left < 0) {
            break;
          }
        }
      }
      return new Choice(last, of.get(last));
    }

    /**
     * The same in whole buckets, where users are assigned by the bucket into which they fall: the
     * nearest numbers that add up, ties in the order of the arms. An arm's probability is then its
     * buckets over all, and a floor holds but for one bucket.
     */
    public List<Integer> inBuckets(int buckets) {
      if (buckets < 1) {
        throw new IllegalArgumentException("there must be buckets, not " + buckets);
      }
      var counts = new int[of.size()];
      Arrays.setAll(counts, arm -> (int) Math.min(buckets, Math.floor(of.get(arm) * buckets)));
      int left = buckets - Arrays.stream(counts).sum();
      IntStream.range(0, counts.length)
          .boxed()
          .filter(arm -> of.get(arm) > 0)
          .sorted(Comparator.comparingDouble(arm -> counts[arm] - of.get(arm) * buckets))
          .limit(Math.max(0, left))
          .forEach(arm -> counts[arm]++);
      var list = new ArrayList<Integer>();
      Arrays.stream(counts).forEach(list::add);
      return List.copyOf(list);
    }
  }

  /** No arm can be chosen. */
  record Refused(String reason) implements Allocation {}

  /**
   * One choice, as it is to be logged.
   *
   * @param arm that was chosen
   * @param propensity the probability with which it was
   */
  record Choice(int arm, double propensity) {}
}
