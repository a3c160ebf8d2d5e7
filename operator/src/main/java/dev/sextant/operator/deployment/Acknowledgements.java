package dev.sextant.operator.deployment;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides which routers have taken over a route, of those that may serve callers.
 *
 * @param following those that have
 * @param missing those that serve by another route, or may
 */
record Acknowledgements(List<RouterFacts> following, List<RouterFacts> missing) {

  static Acknowledgements of(String hash, List<RouterFacts> routers, Instant now) {
    List<RouterFacts> serving =
        routers.stream()
            .filter(r -> r.mayServe(now))
            .sorted(Comparator.comparing(RouterFacts::pod))
            .toList();
    Predicate<RouterFacts> follows = r -> r.acknowledged().filter(hash::equals).isPresent();
    return new Acknowledgements(
        serving.stream().filter(follows).toList(),
        serving.stream().filter(follows.negate()).toList());
  }

  /** Whether no caller can be led by another route. */
  boolean complete() {
    return missing.isEmpty();
  }

  /** When the first of the missing is no longer waited for. */
  Optional<Instant> until() {
    return missing.stream()
        .map(RouterFacts::waitedForUntil)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** How many have, of how many. */
  String count() {
    return following.size() + "/" + (following.size() + missing.size());
  }

  /** Whom is waited for, until when, and what would end it. */
  String waiting() {
    boolean endless = missing.stream().anyMatch(r -> r.waitedForUntil().isEmpty());
    return "waiting for "
        + missing.stream().map(Acknowledgements::said).collect(Collectors.joining(", "))
        + (endless
            ? "; a router that stays behind is waited for while it serves callers: delete its pod to go on"
            : "");
  }

  private static String said(RouterFacts router) {
    return router
        .waitedForUntil()
        .map(until -> "%s (it ends; until %s at the latest)".formatted(router.pod(), until))
        .orElse(router.pod());
  }
}
