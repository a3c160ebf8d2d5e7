package dev.sextant.router.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final Endpoint A = new Endpoint("a", "1", 8080, 9000);
  private static final Endpoint B = new Endpoint("b", "2", 8080, 9000);
  private static final Endpoint C = new Endpoint("c", "3", 8080, 9000);

  @Test
  void followsTheWeights() {
    ModelRoute route = route(target("one", 75, A), target("two", 25, B), target("off", 0, C));
    Random random = new Random(7);

    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      counts.merge(Choice.arm(route, random).orElseThrow().revision(), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys("one", "two");
    // Four standard deviations of a binomial share of 0.75 in 20,000 draws.
    assertThat(counts.get("one") / 20_000.0).isCloseTo(0.75, within(0.0123));
  }

  @Test
  void givesTheShareOfAnArmWithoutServersToTheOthers() {
    ModelRoute route = route(target("one", 1, A), target("two", 99));

    assertThat(Choice.arm(route, new Random(7)).map(Target::revision)).contains("one");
    assertThat(Choice.arm(route(target("two", 100)), new Random(7))).isEmpty();
  }

  @Test
  void findsANamedVersionOnlyWhereItTakesRequests() {
    ModelRoute route = route(target("one", 100, A), target("two", 0, B));

    assertThat(Choice.version(route, "version-one").map(Target::revision)).contains("one");
    assertThat(Choice.version(route, "version-two")).isEmpty();
    assertThat(Choice.version(route, "other")).isEmpty();
  }

  @Property
  void neverTriesAServerTwiceAndUsesAnIllOneOnlyWhenNoneIsWell(
      @ForAll @IntRange(max = 7) int tried, @ForAll @IntRange(max = 7) int ill, @ForAll long seed) {
    List<Endpoint> all = List.of(A, B, C);
    Set<Endpoint> triedSet = subset(all, tried);
    Set<Endpoint> illSet = subset(all, ill);

    Optional<Endpoint> chosen =
        Choice.server(
            target("one", 100, A, B, C),
            triedSet,
            e -> !illSet.contains(e),
            e -> 0,
            new Random(seed));

    List<Endpoint> untried = all.stream().filter(e -> !triedSet.contains(e)).toList();
    assertThat(chosen.isPresent()).isEqualTo(!untried.isEmpty());
    chosen.ifPresent(e -> {
      assertThat(untried).contains(e);
      assertThat(illSet.contains(e)).isEqualTo(illSet.containsAll(untried));
    });
  }

  @Test
  void prefersTheLessLoadedOfTwo() {
    Map<Endpoint, Integer> load = Map.of(A, 10, B, 0);
    Random random = new Random(7);

    int toIdle = 0;
    for (int i = 0; i < 1_000; i++) {
      Endpoint e =
          Choice.server(target("one", 100, A, B), Set.of(), x -> true, load::get, random)
              .orElseThrow();
      toIdle += e.equals(B) ? 1 : 0;
    }

    // The loaded server is chosen only when it is drawn twice: one time in four.
    assertThat(toIdle).isBetween(690, 810);
  }

  private static Set<Endpoint> subset(List<Endpoint> all, int bits) {
    List<Endpoint> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if ((bits >> i & 1) == 1) {
        chosen.add(all.get(i));
      }
    }
    return Set.copyOf(chosen);
  }

  private static ModelRoute route(Target... targets) {
    return new ModelRoute(Routes.route("fare"), List.of(targets));
  }

  private static Target target(String revision, int weight, Endpoint... endpoints) {
    return new Target(revision, "version-" + revision, weight, List.of(endpoints));
  }
}
