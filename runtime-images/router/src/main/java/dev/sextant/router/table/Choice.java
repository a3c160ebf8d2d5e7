package dev.sextant.router.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** Chooses an arm by weight and a server by load. */
public final class Choice {
  private Choice() {}

  /**
   * The arm for a request: by weight among the arms that have a server. The share of an arm without
   * any server falls to the others, in proportion to their weights.
   */
  public static Optional<Target> arm(ModelRoute route, RandomGenerator random) {
    List<Target> able =
        route.targets().stream().filter(t -> t.weight() > 0 && !t.endpoints().isEmpty()).toList();
    int total = able.stream().mapToInt(Target::weight).sum();
    if (total == 0) {
      return Optional.empty();
    }
    int ticket = random.nextInt(total);
    for (Target target : able) {
      ticket -= target.weight();
      if (ticket < 0) {
        return Optional.of(target);
      }
    }
    throw new IllegalStateException("the ticket is below the sum of the weights");
  }

  /** The arm that serves a named version, if it takes requests. */
  public static Optional<Target> version(ModelRoute route, String modelVersion) {
    return route.targets().stream()
        .filter(t -> t.weight() > 0 && t.modelVersion().equals(modelVersion))
        .findFirst();
  }

  /**
   * The server for a try: the less loaded of two at random among the healthy ones that were not
   * tried yet. When all are unhealthy, any that was not tried: a wrong suspicion must not turn a
   * request away.
   *
   * @param inFlight how many requests a server has from this router
   */
  public static Optional<Endpoint> server(
      Target target,
      Set<Endpoint> tried,
      Predicate<Endpoint> healthy,
      ToIntFunction<Endpoint> inFlight,
      RandomGenerator random) {
    List<Endpoint> untried = target.endpoints().stream().filter(e -> !tried.contains(e)).toList();
    List<Endpoint> good = untried.stream().filter(healthy).toList();
    List<Endpoint> pool = good.isEmpty() ? untried : good;
    if (pool.isEmpty()) {
      return Optional.empty();
    }
    Endpoint first = pool.get(random.nextInt(pool.size()));
    Endpoint second = pool.get(random.nextInt(pool.size()));
    return Optional.of(inFlight.applyAsInt(first) <= inFlight.applyAsInt(second) ? first : second);
  }
}
