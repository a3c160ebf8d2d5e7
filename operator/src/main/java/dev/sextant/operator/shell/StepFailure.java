package dev.sextant.operator.shell;

import dev.sextant.api.common.Condition;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Why the steps of a plan ended early.
 *
 * @param claim what to say
 * @param needsPeople whether waiting will not help
 */
record StepFailure(Claim claim, boolean needsPeople) {

  /** What is there under that name goes away first. */
  static StepFailure terminating(Step.Target target) {
    return new StepFailure(
        new Claim(
            Reason.Terminating, named(target) + " is going away; it is made anew when it is gone"),
        false);
  }

  /** What is there under that name is somebody else's. */
  static StepFailure foreign(Step.Target target) {
    return new StepFailure(
        new Claim(
            Reason.NameConflict,
            named(target)
                + " exists and was not made for this object; delete or rename it, or rename this one"),
        true);
  }

  /** What must be gone is there, though our caches do not show it yet. */
  static StepFailure unseen(Step.Target target) {
    return new StepFailure(
        new Claim(
            Reason.Terminating,
            named(target)
                + " seemed to be gone and is there; it is looked at again before anything is given up"),
        false);
  }

  /** The result of the work is there, though our caches do not show it yet. */
  static StepFailure done(Class<?> result) {
    return new StepFailure(
        new Claim(
            Reason.Reused,
            "a %s with the same inputs exists and will be used".formatted(result.getSimpleName())),
        false);
  }

  /**
   * What the API server refuses is said; what may pass by itself is no failure of the step but of
   * the attempt.
   *
   * @param code the HTTP status
   */
  static Optional<StepFailure> refused(int code, String message) {
    return switch (code) {
      case 403 ->
          Optional.of(
              new StepFailure(new Claim(Reason.Denied, message + "; it is tried again"), false));
      case 422 ->
          Optional.of(
              new StepFailure(
                  new Claim(
                      Reason.ApiRefused,
                      message + "; change what it was made from; it is tried again"),
                  true));
      default -> Optional.empty();
    };
  }

  private static String named(Step.Target target) {
    return target.type().getSimpleName() + " " + target.name();
  }

  /**
   * What to say instead of the verdict of the plan. A plan that says Ready says so because of its
   * steps: where one of them failed, no more is true than was before.
   */
  Verdict verdict(Verdict planned, List<Condition> before) {
    Optional<Claim> standing =
        planned instanceof Verdict.Ready ? Conditions.standing(before) : planned.standing();
    return needsPeople
        ? new Verdict.Stalled(claim, standing)
        : new Verdict.Progressing(claim, standing);
  }
}
