package dev.sextant.features;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of compiling: a program, or everything that is wrong.
 *
 * @param <P> the kind of program
 */
public sealed interface Compilation<P> {

  /** The program, for callers whose expressions were accepted earlier. */
  P orThrow();

  /** Nothing is wrong. */
  record Compiled<P>(P program) implements Compilation<P> {
    @Override
    public P orThrow() {
      return program;
    }
  }

  /** At least one problem, in the order of the expressions. */
  record Rejected<P>(List<Problem> problems) implements Compilation<P> {
    public Rejected {
      problems = List.copyOf(problems);
    }

    @Override
    public P orThrow() {
      throw new IllegalArgumentException(
          problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
  }
}
