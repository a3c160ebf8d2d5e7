package dev.sextant.operator.kernel;

import java.util.Optional;

/** What a decision says about an object, in the three ways that kstatus can tell apart. */
public sealed interface Verdict {

  /** The reason and message that matter most now. */
  Claim claim();

  /** What holds although there is more to do: the object is Ready. Empty: it is not. */
  Optional<Claim> standing();

  /** Everything that the spec asks for is there. */
  record Ready(Claim claim) implements Verdict {
    @Override
    public Optional<Claim> standing() {
      return Optional.of(claim);
    }
  }

  /** Sextant works or waits for something that comes by itself. */
  record Progressing(Claim claim, Optional<Claim> standing) implements Verdict {}

  /** Nothing will change until somebody acts. */
  record Stalled(Claim claim, Optional<Claim> standing) implements Verdict {}

  /** Everything is there. */
  static Verdict ready(Reason reason, String message) {
    return new Ready(new Claim(reason, message));
  }

  /** Work goes on, and the object is not Ready. */
  static Verdict progressing(Reason reason, String message) {
    return new Progressing(new Claim(reason, message), Optional.empty());
  }

  /** Somebody must act, and the object is not Ready. */
  static Verdict stalled(Reason reason, String message) {
    return new Stalled(new Claim(reason, message), Optional.empty());
  }

  /** The same verdict with another standing claim; Ready stays as it is. */
  default Verdict whileStanding(Optional<Claim> standing) {
    return switch (this) {
      case Ready ready -> ready;
      case Progressing progressing -> new Progressing(progressing.claim(), standing);
      case Stalled stalled -> new Stalled(stalled.claim(), standing);
    };
  }
}
