package dev.sextant.router.proxy;

import dev.sextant.router.table.Endpoint;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What this router knows of its servers from experience: requests in flight, and who failed lately.
 *
 * <p>A server that breaks a connection is left alone for a second, then for two, up to 30, until it
 * answers again. Any answer counts, also an error: ejection is about reaching a server, not about
 * what it says.
 */
public final class Fleet {
  private static final long FIRST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final InstantSource clock;
  private final ConcurrentMap<Endpoint, Health> servers = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /** A fleet of which nothing is known. */
  public Fleet(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Health {
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int failures;
    private volatile long pausedUntil;
  }

  void sent(Endpoint server) {
    health(server).inFlight.incrementAndGet();
    total.incrementAndGet();
  }

  void answered(Endpoint server) {
    Health health = done(server);
    health.failures = 0;
    health.pausedUntil = 0;
  }

  /** The server took its time: it is no longer waited for, but nothing is held against it. */
  void abandoned(Endpoint server) {
    done(server);
  }

  synchronized void broke(Endpoint server) {
    Health health = done(server);
    int failures = Math.min(health.failures + 1, 10);
    health.failures = failures;
    health.pausedUntil =
        clock.millis() + Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (failures - 1));
  }

  private Health done(Endpoint server) {
    Health health = health(server);
    health.inFlight.decrementAndGet();
    total.decrementAndGet();
    return health;
  }

  boolean healthy(Endpoint server) {
    Health health = servers.get(server);
    return health == null || health.pausedUntil <= clock.millis();
  }

  int inFlight(Endpoint server) {
    Health health = servers.get(server);
    return health == null ? 0 : health.inFlight.get();
  }

  /** Requests that have been sent to some server and not answered. */
  public int inFlight() {
    return total.get();
  }

  /** Forgets servers that are gone and owe nothing. */
  public void keepOnly(Set<Endpoint> present) {
    servers
        .entrySet()
        .removeIf(e -> !present.contains(e.getKey()) && e.getValue().inFlight.get() == 0);
  }

  private Health health(Endpoint server) {
    return servers.computeIfAbsent(server, s -> new Health());
  }
}
