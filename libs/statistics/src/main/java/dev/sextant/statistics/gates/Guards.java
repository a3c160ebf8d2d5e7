package dev.sextant.statistics.gates;

import dev.sextant.statistics.verdict.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges a candidate by all its gates at once: rolled back where any shows harm, promoted where
 * every one is passed at the last step, advanced where a step has seen enough and no harm.
 */
public final class Guards {
  private static final Observation UNOBSERVED = new Observation.Absent("it was not observed");

  private final Protocol protocol;
  private final Look look;
  private final List<JudgedGate> gates;

  private Guards(Protocol protocol, Look look) {
    this.protocol = protocol;
    this.look = look;
    this.gates =
        protocol.gates().stream()
            .sorted(Comparator.comparing(Gate::subject))
            .map(gate -> judged(gate, protocol, look))
            .toList();
  }

  private static JudgedGate judged(Gate gate, Protocol protocol, Look look) {
    return JudgedGate.of(
        gate,
        look.observations().getOrDefault(gate.subject(), UNOBSERVED),
        protocol.errorsOfGate());
  }

  /** The verdict of each gate and what follows from them. */
  public static Ruling judge(Protocol protocol, Look look) {
    if (look.step() >= protocol.steps().size()) {
      throw new IllegalArgumentException(
          "step %d is none of %d".formatted(look.step(), protocol.steps().size()));
    }
    var guards = new Guards(protocol, look);
    var verdicts = new TreeMap<Subject, Verdict>();
    guards.gates.forEach(gate -> verdicts.put(gate.subject(), gate.verdict()));
    return new Ruling(verdicts, guards.outcome());
  }

  // A broken comparison comes first, for then no number means what it says; then harm, which must
  // never wait; then gates that contradict themselves.
  private Outcome outcome() {
    if (look.mismatch().isPresent()) {
      return new Outcome.Invalid(List.of(look.mismatch().get().reason()));
    }
    var harmed = gates.stream().filter(gate -> gate.verdict() instanceof Verdict.Harm);
    var subjects = harmed.map(JudgedGate::subject).toList();
    if (!subjects.isEmpty()) {
      return new Outcome.RollBack(subjects);
    }
    var broken = gates.stream().flatMap(gate -> broken(gate).stream()).toList();
    if (!broken.isEmpty()) {
      return new Outcome.Invalid(broken);
    }
    return look.step() == protocol.steps().size() - 1 ? atLastStep() : atEarlyStep();
  }

  private static Optional<String> broken(JudgedGate gate) {
    return gate.verdict() instanceof Verdict.Invalid(var reason)
        ? Optional.of("%s: %s".formatted(gate.subject(), reason))
        : Optional.empty();
  }

  // Proofs are not asked for yet, nor slices, which may have few units while the weight is small.
  private Outcome atEarlyStep() {
    var missing =
        Stream.concat(
                unfinished(),
                gates.stream()
                    .filter(gate -> gate.subject().isEveryone())
                    .flatMap(gate -> gate.unseen().stream()))
            .toList();
    if (isLate()) {
      var left = Missing.because(step(), "the deadline came before the last step");
      return afterDeadline(Stream.concat(Stream.of(left), missing.stream()).toList());
    }
    return missing.isEmpty() ? new Outcome.Advance(look.step() + 1) : waiting(missing);
  }

  // A proof counts also when the time is over.
  private Outcome atLastStep() {
    var missing =
        Stream.concat(
                unfinished(),
                gates.stream().flatMap(gate -> gate.unseen().or(gate::unpassed).stream()))
            .toList();
    if (missing.isEmpty()) {
      return promote(Outcome.Basis.PROOF);
    }
    if (!isLate()) {
      return waiting(missing);
    }
    boolean unharmed =
        unfinished().findAny().isEmpty() && gates.stream().allMatch(JudgedGate::isUnharmed);
    return unharmed && protocol.atDeadline() == AtDeadline.PROMOTE_UNHARMED
        ? promote(Outcome.Basis.NO_EVIDENCE_OF_HARM)
        : afterDeadline(missing);
  }

  /** What the step itself lacks. */
  private Stream<Missing> unfinished() {
    var step = protocol.steps().get(look.step());
    var missing = Stream.<Missing>builder();
    if (!look.settled()) {
      missing.add(Missing.because(step(), "it has not settled"));
    }
    Duration left = step.minimum().minus(look.inStep());
    if (left.isPositive()) {
      missing.add(Missing.time(step(), "it has not lasted %s yet".formatted(step.minimum()), left));
    }
    return missing.build();
  }

  private String step() {
    return "step %d of %d".formatted(look.step() + 1, protocol.steps().size());
  }

  private boolean isLate() {
    return look.age().compareTo(protocol.deadline()) >= 0;
  }

  private Outcome promote(Outcome.Basis basis) {
    return new Outcome.Promote(
        basis, gates.stream().filter(gate -> !gate.isProved()).map(JudgedGate::subject).toList());
  }

  private Outcome afterDeadline(List<Missing> missing) {
    return protocol.atDeadline() == AtDeadline.ASK_REVIEW
        ? new Outcome.AskReview(missing)
        : new Outcome.Abort(missing);
  }

  private Outcome waiting(List<Missing> missing) {
    Duration left = protocol.deadline().minus(look.age());
    boolean tooLate =
        missing.stream()
            .anyMatch(m -> m.never() || m.eta().filter(eta -> eta.compareTo(left) > 0).isPresent());
    boolean foreseen = missing.stream().allMatch(m -> m.eta().isPresent());
    return new Outcome.Wait(
        missing,
        tooLate
            ? Outcome.Outlook.TOO_LATE
            : foreseen ? Outcome.Outlook.IN_TIME : Outcome.Outlook.UNKNOWN);
  }
}
