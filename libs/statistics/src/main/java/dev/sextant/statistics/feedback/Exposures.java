package dev.sextant.statistics.feedback;

import dev.sextant.statistics.evaluation.Estimate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each item was shown by one generation of a model.
 *
 * @param counts of the items that were shown, each at least 1
 * @param catalogue how many items there were to choose from, those never shown included
 */
public record Exposures(SortedMap<String, Long> counts, long catalogue) {

  public Exposures {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    counts.forEach((item, count) -> {
      if (count < 1) {
        throw new IllegalArgumentException("%s cannot be shown %d times".formatted(item, count));
      }
    });
    if (counts.size() > catalogue) {
      throw new IllegalArgumentException(
          "%d items were shown out of a catalogue of %d".formatted(counts.size(), catalogue));
    }
  }

  /** Nothing shown yet. */
  public static Exposures none(long catalogue) {
    return new Exposures(new TreeMap<>(Map.of()), catalogue);
  }

  /** Both together, of one catalogue. */
  public Exposures merge(Exposures other) {
    if (other.catalogue != catalogue) {
      throw new IllegalArgumentException(
          "catalogues of %d and %d items are not one".formatted(catalogue, other.catalogue));
    }
    var all = new TreeMap<>(counts);
    other.counts.forEach((item, count) -> all.merge(item, count, Long::sum));
    return new Exposures(all, catalogue);
  }

  /** How often anything was shown. */
  public long shown() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Gini's coefficient over the whole catalogue: 0 where all items are shown equally often, near 1
   * where one has everything. Few exposures make it large by chance.
   */
  public Estimate gini() {
    long[] rising = counts.values().stream().mapToLong(Long::longValue).sorted().toArray();
    double weighted = 0;
    for (int i = 0; i < rising.length; i++) {
      // The places below belong to items that were never shown.
      double place = catalogue - rising.length + i + 1.0;
      weighted += (2 * place - catalogue - 1) * rising[i];
    }
    return ofShown(weighted / ((double) catalogue * shown()));
  }

  /**
   * The Herfindahl-Hirschman index: the sum of squared shares, from one over the items to 1. It
   * falls with the number of exposures by chance; {@link #repeats} does not.
   */
  public Estimate herfindahl() {
    double shown = shown();
    return ofShown(counts.values().stream().mapToDouble(n -> n / shown * (n / shown)).sum());
  }

  /**
   * The chance that two exposures are of one item (Simpson 1949): the Herfindahl index without what
   * few exposures add to it, so that generations of different sizes can be compared.
   */
  public Estimate repeats() {
    double shown = shown();
    if (shown < 2) {
      return new Estimate.Undefined("fewer than two items were shown");
    }
    double pairs =
        counts.values().stream().mapToDouble(n -> n / shown * ((n - 1) / (shown - 1))).sum();
    return Estimate.of(pairs);
  }

  /** The share of the catalogue that was shown at all. */
  public Estimate coverage() {
    return ofShown((double) counts.size() / catalogue);
  }

  /** Shannon's entropy of the shares in bits: at most the logarithm of the catalogue. */
  public Estimate entropy() {
    double shown = shown();
    double sum =
        counts.values().stream().mapToDouble(n -> n / shown * StrictMath.log(shown / n)).sum();
    return ofShown(sum / StrictMath.log(2));
  }

  private Estimate ofShown(double value) {
    return counts.isEmpty() ? new Estimate.Undefined("nothing was shown") : Estimate.of(value);
  }
}
