package dev.sextant.statistics.drift;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a domain classifier says.
 *
 * @param verdict whether samples can be told apart
 * @param area under the ROC curve, 0.5 where they cannot; none where it was not measured
 * @param columns that tell them apart, the strongest first; none without drift
 */
public record DomainDrift(DriftVerdict verdict, OptionalDouble area, List<TellingColumn> columns) {
  private static final double TRUSTED_AT_MOST = 0.8;

  public DomainDrift {
    columns = List.copyOf(columns);
  }

  /**
   * A column that tells samples apart.
   *
   * @param column its name
   * @param loss of area when its values are shuffled among rows that were not learned from
   */
  public record TellingColumn(String column, double loss) {}

  /**
   * Whether rows are so unlike those of the reference that what is estimated of a model without
   * labels is hardly to be trusted: it leans on rows of the reference that look alike.
   */
  public boolean lowTrust() {
    return area.isPresent() && area.getAsDouble() > TRUSTED_AT_MOST;
  }
}
