package dev.sextant.statistics.gates;

import dev.sextant.statistics.verdict.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known when a candidate is judged.
 *
 * @param step the number of the current step, from 0
 * @param inStep how long the step has lasted
 * @param settled whether its weights are in force everywhere and the arms bear comparable load
 * @param age how long the first step began ago
 * @param mismatch what makes every comparison of the arms invalid, such as a wrong split of units
 * @param observations by what they are about; a gate without one is not known
 */
public record Look(
    int step,
    Duration inStep,
    boolean settled,
    Duration age,
    Optional<Verdict.Invalid> mismatch,
    Map<Subject, Observation> observations) {

  public Look {
    observations = Map.copyOf(observations);
    if (step < 0 || inStep.isNegative() || age.compareTo(inStep) < 0) {
      throw new IllegalArgumentException(
          "step %d for %s, %s after the start, is no look".formatted(step, inStep, age));
    }
  }
}
