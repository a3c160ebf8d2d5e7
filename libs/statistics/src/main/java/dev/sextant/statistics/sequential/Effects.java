package dev.sextant.statistics.sequential;

import java.util.List;

/**
 * Differences between two arms from the totals of clusters. The error comes from the spread between
 * clusters alone, so requests of one user may depend on each other in any way, and so may those of
 * one cluster at different times.
 */
public final class Effects {
  private Effects() {}

  /**
   * Two arms while the route gave them constant weights.
   *
   * @param weight how much the period counts; only the ratio to other periods' weights matters
   */
  public record Stratum(double weight, ClusterTotals stable, ClusterTotals candidate) {
    public Stratum {
      stable.requireSameClusters(candidate);
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("a stratum weighs more than 0, unlike " + weight);
      }
    }
  }

  /** The ratio total/units of the candidate minus that of stable (delta method). */
  public static Effect difference(ClusterTotals stable, ClusterTotals candidate) {
    return stratified(List.of(new Stratum(1, stable, candidate)));
  }

  /**
   * The weighted mean of the strata's differences. Pooling over periods of different weights would
   * compare night with day (Simpson); here every comparison stays within its period, and the
   * weights must have been fixed before. A cluster that changed its arm between two strata is one
   * unit of analysis all the same.
   */
  public static Effect stratified(List<Stratum> strata) {
    if (strata.isEmpty()) {
      return new Effect.Unmeasured("there is no period with constant weights");
    }
    double whole = strata.stream().mapToDouble(Stratum::weight).sum();
    var influences = new double[strata.getFirst().stable().size()];
    var ofCandidate = new double[influences.length];
    var stableEvents = new double[influences.length];
    var candidateEvents = new double[influences.length];
    double value = 0;
    double rate = 0;
    int clusters = Integer.MAX_VALUE;
    for (Stratum stratum : strata) {
      stratum.stable().requireSameClusters(strata.getFirst().stable());
      int present = Math.min(stratum.stable().present(), stratum.candidate().present());
      if (present < 2) {
        return new Effect.Unmeasured("an arm has fewer than 2 clusters with units");
      }
      double share = stratum.weight() / whole;
      var stable = ClusterRatio.of(stratum.stable());
      var candidate = ClusterRatio.of(stratum.candidate());
      value += share * (candidate.value() - stable.value());
      rate += share * candidate.value();
      double perStable = share / stratum.stable().units();
      double perCandidate = share / stratum.candidate().units();
      for (int i = 0; i < influences.length; i++) {
        ofCandidate[i] += share * candidate.influences()[i];
        stableEvents[i] += perStable * stratum.stable().total(i);
        candidateEvents[i] += perCandidate * stratum.candidate().total(i);
        influences[i] += share * (candidate.influences()[i] - stable.influences()[i]);
      }
      clusters = Math.min(clusters, present);
    }
    return Effect.of(
        value,
        Math.sqrt(squares(influences)),
        clusters,
        Math.min(ClusterTotals.effective(stableEvents), ClusterTotals.effective(candidateEvents)),
        rate,
        Math.sqrt(squares(ofCandidate)));
  }

  /**
   * The candidate's ratio over stable's, minus 1 (delta method). There is none while stable's ratio
   * may be 0.
   */
  public static Effect relative(ClusterTotals stable, ClusterTotals candidate) {
    stable.requireSameClusters(candidate);
    if (Math.min(stable.present(), candidate.present()) < 2) {
      return new Effect.Unmeasured("an arm has fewer than 2 clusters with units");
    }
    var below = ClusterRatio.of(stable);
    var above = ClusterRatio.of(candidate);
    if (!(Math.abs(below.value()) > 4 * Math.sqrt(squares(below.influences())))) {
      return new Effect.Unmeasured("stable lies too close to 0 to be divided by");
    }
    var influences = new double[stable.size()];
    double quotient = above.value() / below.value();
    for (int i = 0; i < influences.length; i++) {
      influences[i] = (above.influences()[i] - quotient * below.influences()[i]) / below.value();
    }
    return Effect.of(
        quotient - 1,
        Math.sqrt(squares(influences)),
        Math.min(stable.present(), candidate.present()),
        Math.min(stable.effective(), candidate.effective()));
  }

  /**
   * The difference, less what the arms differed by before the experiment (CUPED; Deng, Xu, Kohavi
   * and Walker 2013): the same estimand with a smaller error where clusters are alike before and
   * after. Clusters that were absent before count as average.
   *
   * @param before the same metric of the same clusters before the candidate had traffic
   */
  public static Effect adjusted(
      ClusterTotals stable, ClusterTotals candidate, ClusterTotals before) {
    stable.requireSameClusters(candidate);
    stable.requireSameClusters(before);
    Effect plain = difference(stable, candidate);
    if (!(plain instanceof Effect.Measured measured) || before.present() < 2) {
      return plain;
    }
    var stableNow = ClusterRatio.of(stable);
    var candidateNow = ClusterRatio.of(candidate);
    var stableBefore = new double[stable.size()];
    var candidateBefore = new double[stable.size()];
    double shift = covariate(candidate, before, candidateBefore);
    shift -= covariate(stable, before, stableBefore);
    double slope =
        slope(stableNow.influences(), candidateNow.influences(), stableBefore, candidateBefore);
    double squares = 0;
    for (int i = 0; i < stable.size(); i++) {
      double influence = candidateNow.influences()[i] - stableNow.influences()[i];
      double explained = candidateBefore[i] - stableBefore[i];
      squares += Math.pow(influence - slope * explained, 2);
    }
    return Effect.of(
        measured.value() - slope * shift,
        Math.sqrt(squares),
        measured.clusters(),
        measured.effective());
  }

  /**
   * The mean loss difference of two models that answered the same requests, such as in shadow.
   *
   * @param differences per cluster, how many requests have a label and the sum over them of the
   *     candidate's loss minus stable's
   */
  public static Effect paired(ClusterTotals differences) {
    if (differences.present() < 2) {
      return new Effect.Unmeasured("there are fewer than 2 clusters with labelled requests");
    }
    var ratio = ClusterRatio.of(differences);
    return Effect.of(
        ratio.value(),
        Math.sqrt(squares(ratio.influences())),
        differences.present(),
        differences.effective());
  }

  // How far each cluster's past moves the arm's mean past; returns by how much the arm's past
  // differs from everybody's. A cluster's past weighs what the cluster weighs now.
  private static double covariate(ClusterTotals arm, ClusterTotals before, double[] influences) {
    double average = before.total() / before.units();
    var past = new double[arm.size()];
    double mean = 0;
    double units = arm.units();
    for (int i = 0; i < past.length; i++) {
      past[i] = before.units(i) > 0 ? before.total(i) / before.units(i) - average : 0;
      mean += past[i] * arm.units(i) / units;
    }
    for (int i = 0; i < past.length; i++) {
      influences[i] = (past[i] - mean) * arm.units(i) / units;
    }
    return mean;
  }

  private static double slope(double[] stable, double[] candidate, double[] x0, double[] x1) {
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < stable.length; i++) {
      covariance += stable[i] * x0[i] + candidate[i] * x1[i];
      variance += x0[i] * x0[i] + x1[i] * x1[i];
    }
    return variance > 0 ? covariance / variance : 0;
  }

  private static double squares(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number * number;
    }
    return sum;
  }
}
