package dev.sextant.statistics.feedback;

import dev.sextant.statistics.drift.CellDistance;
import dev.sextant.statistics.drift.Cells;
import java.util.Optional;

/**
 * How far the predictions of one generation lie from those of the generation before, on like rows;
 * for a verdict judge them as a column by {@code DriftRule}.
 *
 * @param divergence of the newer generation from the older in bits (Kullback and Leibler)
 * @param divergenceOfChance what chance alone does not exceed at these numbers of rows
 * @param distance the root of the Jensen-Shannon divergence in bits, between 0 and 1
 * @param distanceOfChance what chance alone does not exceed
 * @param pValue that both generations predict alike
 */
public record PredictionShift(
    double divergence,
    double divergenceOfChance,
    double distance,
    double distanceOfChance,
    double pValue) {

  /**
   * Measures predictions that are counted in the same cells.
   *
   * @param generations the older one as the reference, the newer as current
   * @param level that chance is held to, such as 0.95
   * @param draws of dealing rows anew where cells are sparse, such as 200
   * @return empty where a generation has no predictions
   */
  public static Optional<PredictionShift> of(
      Cells generations, double level, int draws, long seed) {
    var divergence = CellDistance.KULLBACK_LEIBLER.of(generations);
    if (divergence.isEmpty()) {
      return Optional.empty();
    }
    var js = CellDistance.JENSEN_SHANNON;
    return Optional.of(
        new PredictionShift(
            divergence.getAsDouble(),
            CellDistance.KULLBACK_LEIBLER.ofChance(generations, level, draws, seed).orElseThrow(),
            js.of(generations).orElseThrow(),
            js.ofChance(generations, level, draws, seed).orElseThrow(),
            js.pValue(generations, draws, seed)));
  }
}
