package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.serving.Route;
import dev.sextant.api.serving.RouteStatus;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Yaml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RouteDeciderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<RouterFacts> routers = new ArrayList<>();
  private final List<String> pods = new ArrayList<>();
  private String arms =
      "[{modelVersion: fare-v1, weight: 90}, {modelVersion: fare-v2, weight: 10}]";
  private String status = "{}";

  @Test
  void isReadyWhenEveryRouterThatMayServeGoesByIt() {
    router("a", true, Optional.empty(), "h-2");
    router("b", false, Optional.empty(), "h-2");
    router("starting", false, Optional.empty(), null);

    Plan<RouteStatus> plan = decide();

    assertThat(plan.verdict())
        .isEqualTo(
            Verdict.ready(
                Reason.Acknowledged, "2/2 routers go by h-2: fare-v1 90 %, fare-v2 10 %"));
    assertThat(plan.next().inForce()).isEqualTo("h-2");
    assertThat(plan.next().acknowledged()).isEqualTo("2/2");
  }

  @Test
  void keepsTheOldRouteInForceWhileOneRouterServesByIt() {
    status = "{inForce: h-1}";
    router("a", true, Optional.empty(), "h-2");
    router("b", true, Optional.empty(), "h-1");

    Plan<RouteStatus> plan = decide();

    assertThat(plan.verdict())
        .isEqualTo(
            Verdict.progressing(
                Reason.Switching,
                "1/2 routers go by h-2: waiting for b; a router that stays behind is waited for while it serves callers: delete its pod to go on"));
    assertThat(plan.next().inForce()).isEqualTo("h-1");
    assertThat(plan.next().acknowledged()).isEqualTo("1/2");
  }

  @Test
  void looksAgainWhenARouterThatEndsIsWaitedForNoLonger() {
    router("a", true, Optional.empty(), "h-2");
    router("b", false, Optional.of(NOW.plusSeconds(10)), "h-1");

    assertThat(decide().wakeUp()).contains(Duration.ofSeconds(70));
  }

  @Test
  void isNotReadyWhereNobodyCanBeAsked() {
    assertThat(decide().verdict().claim().reason()).isEqualTo(Reason.RoutersNotReady);

    router("a", false, Optional.empty(), "h-2");

    assertThat(decide().verdict().claim().reason()).isEqualTo(Reason.RoutersNotReady);
  }

  @Test
  void saysThatNothingServes() {
    arms = "[]";
    router("a", true, Optional.empty(), "h-2");

    assertThat(decide().verdict().claim().message())
        .isEqualTo("1/1 routers go by h-2: no version serves, requests are answered 503");
  }

  @Test
  void takesOffOnlyEntriesOfPodsThatAreGone() {
    router("a", true, Optional.empty(), "h-2");
    status =
        """
        {routers: [{router: a, podUid: a-uid, contentHash: h-2},
          {router: gone, podUid: gone-uid, contentHash: h-1}]}
        """;

    Plan<RouteStatus> plan = decide();

    assertThat(plan.steps())
        .containsExactly(
            new Step.Withdraw(
                new Step.Target(Route.class, "ns", "fare"),
                "gone",
                "gone-uid",
                "sextant-router-gone"));
    assertThat(plan.next().routers()).isEmpty();
  }

  private void router(String name, boolean ready, Optional<Instant> ends, String hash) {
    routers.add(new RouterFacts(name, ready, ends, Optional.ofNullable(hash)));
    pods.add(name + "-uid");
  }

  private Plan<RouteStatus> decide() {
    Route route =
        Yaml.read(
            """
            apiVersion: sextant.dev/v1alpha1
            kind: Route
            metadata: {name: fare, namespace: ns, uid: route-uid, generation: 2}
            spec: {model: fare, contentHash: h-2, arms: %s}
            status: %s
            """
                .formatted(arms, status.strip().replace("\n", " ")),
            Route.class);
    return RouteDecider.decide(
        route, RouteReconciler.SHAPE.of(route), new RouteObserved(routers, pods), NOW);
  }
}
