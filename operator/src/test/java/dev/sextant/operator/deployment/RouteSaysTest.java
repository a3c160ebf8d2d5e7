package dev.sextant.operator.deployment;

import dev.sextant.api.serving.Route;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Yaml;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteSaysTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

  private final Sayings sayings = new Sayings(route("[]"));

  @Test
  void saysWhatTheFileSays() {
    String arms = "[{modelVersion: fare-v1, weight: 90}, {modelVersion: fare-v2, weight: 10}]";
    in("every router goes by it", arms, router("a", true, "h-2"), router("b", true, "h-2"));
    in("a router goes by another", arms, router("a", true, "h-2"), router("b", true, "h-1"));
    in(
        "a router that goes by another ends",
        arms,
        router("a", true, "h-2"),
        new RouterFacts("b", false, Optional.of(NOW.plusSeconds(10)), Optional.of("h-1")));
    in("there is no router", arms);
    in("no router is ready", arms, router("a", false, "h-2"));
    in("nothing serves", "[]", router("a", true, "h-2"));

    sayings.assertMatches("route.txt");
  }

  private void in(String situation, String arms, RouterFacts... routers) {
    Route route = route(arms);
    List<String> pods = Arrays.stream(routers).map(RouterFacts::pod).toList();
    sayings.in(
        situation,
        RouteDecider.decide(
            route,
            RouteReconciler.SHAPE.of(route),
            new RouteObserved(List.of(routers), pods),
            NOW));
  }

  private static RouterFacts router(String pod, boolean ready, String hash) {
    return new RouterFacts(pod, ready, Optional.empty(), Optional.of(hash));
  }

  private static Route route(String arms) {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Route
        metadata: {name: fare, namespace: ns, uid: route-uid, generation: 2}
        spec: {model: fare, contentHash: h-2, arms: %s}
        """
            .formatted(arms),
        Route.class);
  }
}
