package dev.sextant.operator.sim;

import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** One life of a world: troubled for a while, then left alone until it is at rest. */
public final class SimLife<P extends CustomResource<T, S>, T, S, O> {
  private static final int TROUBLED = 120;
  private static final int STILL = 45;

  private final SimWorld<P, T, S, O> world;
  private final SimOperator<P, T, S, O> operator;

  /** A life in that world. */
  public SimLife(SimWorld<P, T, S, O> world, Brain<P, O, S> brain, Set<Slip> slips) {
    this.world = world;
    this.operator = new SimOperator<>(world, brain, slips);
  }

  /** The operator's process ends. */
  public void crash() {
    operator.crash();
  }

  /**
   * Lives through troubles.
   *
   * @param events what may happen
   * @param happen makes it happen
   * @param state where the object is
   */
  public <E extends Enum<E>> void trouble(
      E[] events, Consumer<E> happen, Coverage coverage, Supplier<String> state) {
    List<E> chosen = swarm(List.of(events));
    int calm = world.random.nextInt(3) == 0 ? 8 : 2;
    for (int i = 0; i < TROUBLED; i++) {
      if (world.random.nextInt(calm) == 0) {
        E event = chosen.get(world.random.nextInt(chosen.size()));
        coverage.note(state.get(), event.name());
        happen.accept(event);
        world.noteAll();
      }
      world.pass();
      operator.tick(false);
    }
  }

  /**
   * In two of three worlds only a few of the events happen, so that those meet each other often
   * (swarm testing: Groce, Zhang, Eide, Chen, Regehr, ISSTA 2012).
   */
  private <E> List<E> swarm(List<E> events) {
    if (world.random.nextInt(3) == 0) {
      return events;
    }
    return IntStream.range(0, 2 + world.random.nextInt(4))
        .mapToObj(i -> events.get(world.random.nextInt(events.size())))
        .toList();
  }

  /**
   * Rests for so many ticks at most.
   *
   * @param unfinished what is not as it should be at last; empty when nothing is
   */
  public void rest(int longest, Supplier<Optional<String>> unfinished) {
    rest(longest, unfinished, true);
  }

  /**
   * The same.
   *
   * @param silent whether no status is written at rest; with a schedule some are
   */
  public void rest(int longest, Supplier<Optional<String>> unfinished, boolean silent) {
    int still = 0;
    int writes = world.writes;
    String last = "";
    for (int i = 0; i < longest; i++) {
      world.pass();
      operator.tick(true);
      last = unfinished.get().orElse("");
      boolean quiet = !silent || world.writes == writes;
      writes = world.writes;
      still = last.isEmpty() && quiet ? still + 1 : 0;
      if (still == STILL) {
        return;
      }
    }
    throw new Broken(
        "left alone, it does not come to rest: %s; it says %s"
            .formatted(last.isEmpty() ? "it comes and goes" : last, world.reason()));
  }
}
