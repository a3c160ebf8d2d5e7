package dev.sextant.operator.deployment;

import dev.sextant.api.serving.Route;
import dev.sextant.api.serving.RouteArm;
import dev.sextant.api.serving.RouteSpec;
import dev.sextant.api.serving.RouteStatus;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Decides what is said of a route, and which routers' entries are taken off it because their pods
 * are gone.
 *
 * <p>Ready means that every router that may serve callers goes by what the spec says, and that one
 * is ready to be asked.
 */
final class RouteDecider {
  private RouteDecider() {}

  static Plan<RouteStatus> decide(
      Route route, RouteStatus status, RouteObserved seen, Instant now) {
    String hash = route.getSpec().contentHash();
    Acknowledgements heard = Acknowledgements.of(hash, seen.routers(), now);
    Verdict verdict = verdict(route.getSpec(), heard);
    RouteStatus next =
        new RouteStatus(
            List.of(),
            null,
            List.of(),
            verdict instanceof Verdict.Ready ? hash : status.inForce(),
            heard.count());
    Plan<RouteStatus> plan = Plan.of(withdrawals(route, status, seen), verdict, next);
    return heard.until().map(u -> plan.wakingAfter(Duration.between(now, u))).orElse(plan);
  }

  private static Verdict verdict(RouteSpec spec, Acknowledgements heard) {
    if (!heard.complete()) {
      return Verdict.progressing(
          Reason.Switching,
          "%s routers go by %s: %s".formatted(heard.count(), spec.contentHash(), heard.waiting()));
    }
    if (heard.following().stream().noneMatch(RouterFacts::ready)) {
      return Verdict.progressing(
          Reason.RoutersNotReady,
          "no router of the namespace is ready; see the pods of the Deployment %s"
              .formatted(RouterResources.NAME));
    }
    return Verdict.ready(
        Reason.Acknowledged,
        "%s routers go by %s: %s".formatted(heard.count(), spec.contentHash(), arms(spec)));
  }

  private static String arms(RouteSpec spec) {
    return spec.arms().isEmpty()
        ? "no version serves, requests are answered 503"
        : spec.arms().stream().map(RouteDecider::arm).collect(Collectors.joining(", "));
  }

  private static String arm(RouteArm arm) {
    return "%s %d %%".formatted(arm.modelVersion(), arm.weight());
  }

  /** A router takes its entry back when it ends; one that was killed could not. */
  private static List<Step> withdrawals(Route route, RouteStatus status, RouteObserved seen) {
    return status.routers().stream()
        .filter(entry -> !seen.podUids().contains(entry.podUid()))
        .<Step>map(entry ->
            new Step.Withdraw(
                Step.Target.of(route),
                entry.router(),
                entry.podUid(),
                RouteTable.fieldManager(entry.router())))
        .toList();
  }
}
