package dev.sextant.router.table;

import static dev.sextant.router.table.Routes.arm;
import static dev.sextant.router.table.Routes.ending;
import static dev.sextant.router.table.Routes.route;
import static dev.sextant.router.table.Routes.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.route.RouteTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableTransitionTest {
  private static final RouteTable OLD = route("fare", arm("one", 100));
  private static final RouteTable NEW = route("fare", arm("two", 100));

  @Test
  void keepsTheOldRouteUntilTheNewOneHasServers() {
    RoutingTable before = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"))));

    RoutingTable early = next(before, NEW, Map.of("one", List.of(server("1"), server("2"))));
    RoutingTable late =
        next(early, NEW, Map.of("one", List.of(server("1")), "two", List.of(server("3"))));

    assertThat(early.models().get("fare").table()).isEqualTo(OLD);
    assertThat(addresses(early)).containsExactly("1", "2");
    assertThat(late.models().get("fare").table()).isEqualTo(NEW);
    assertThat(addresses(late)).containsExactly("3");
  }

  @Test
  void takesTheNewRouteWhenTheOldOneHasNobodyLeft() {
    RoutingTable before = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"))));

    RoutingTable after = next(before, NEW, Map.of());

    assertThat(after.models().get("fare").table()).isEqualTo(NEW);
  }

  @Test
  void takesTheRouteOfADeploymentThatWasMadeAnewAtOnce() {
    RoutingTable before = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"))));
    RouteTable other =
        RouteTable.of(
            new RouteTable.Deployment("fare", "another"), "fare", 1_000, List.of(arm("two", 100)));

    RoutingTable after = next(before, other, Map.of("one", List.of(server("1"))));

    assertThat(after.models().get("fare").table()).isEqualTo(other);
  }

  @Test
  void scalesToZeroAtOnce() {
    RoutingTable before = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"))));
    RouteTable zero = route("fare");

    RoutingTable after = next(before, zero, Map.of("one", List.of(server("1"))));

    assertThat(after.models().get("fare").table()).isEqualTo(zero);
  }

  @Test
  void asksAServerThatEndsOnlyWhenNoOtherIsReady() {
    RoutingTable some =
        next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"), ending("2"))));
    RoutingTable none = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(ending("2"))));

    assertThat(addresses(some)).containsExactly("1");
    assertThat(addresses(none)).containsExactly("2");
  }

  @Test
  void forgetsAModelWhoseRouteIsGone() {
    RoutingTable before = next(RoutingTable.EMPTY, OLD, Map.of("one", List.of(server("1"))));

    RoutingTable after = TableTransition.next(before, new World(List.of(), Map.of()));

    assertThat(after.models()).isEmpty();
  }

  /** Whatever order routes and servers are heard of in: who can be served is served. */
  @Property(tries = 500)
  void neverGivesUpAnAnsweringRouteForASilentOne(@ForAll List<Boolean> oneUp, @ForAll long seed) {
    var random = new java.util.Random(seed);
    RoutingTable table = RoutingTable.EMPTY;
    for (boolean up : oneUp) {
      Map<String, List<ServerAddress>> servers = new HashMap<>();
      if (up) {
        servers.put("one", List.of(server("1")));
      }
      if (random.nextBoolean()) {
        servers.put("two", List.of(server("2")));
      }
      boolean answeredBefore =
          table.models().containsKey("fare") && table.models().get("fare").answers();
      RouteTable inForce = answeredBefore ? table.models().get("fare").table() : OLD;
      String service = inForce.arms().getFirst().service();

      table = next(table, random.nextBoolean() ? OLD : NEW, servers);

      if (answeredBefore && servers.containsKey(service)) {
        assertThat(table.models().get("fare").answers()).isTrue();
      }
    }
  }

  private static RoutingTable next(
      RoutingTable present, RouteTable route, Map<String, List<ServerAddress>> servers) {
    return TableTransition.next(present, new World(List.of(route), servers));
  }

  private static List<String> addresses(RoutingTable table) {
    return table.models().get("fare").targets().stream()
        .flatMap(t -> t.endpoints().stream())
        .map(Endpoint::address)
        .toList();
  }
}
