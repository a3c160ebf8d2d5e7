package dev.sextant.router.follow;

import static java.util.stream.Collectors.toSet;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.RouterConfig;
import dev.sextant.router.proxy.Fleet;
import dev.sextant.router.proxy.State;
import dev.sextant.router.table.ModelRoute;
import dev.sextant.router.table.RoutingTable;
import dev.sextant.router.table.TableTransition;
import dev.sextant.router.table.World;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the table in step with the API server: watches Routes and EndpointSlices, installs what
 * follows from them, keeps it on disk, and only then acknowledges.
 *
 * <p>All work is done on one thread; events only ask for it, so that a burst costs one pass.
 */
public final class Follower implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Follower.class.getName());
  private static final long FIRST_RETRY_MILLIS = 200;
  private static final long LONGEST_RETRY_MILLIS = 10_000;

  private final KubernetesClient client;
  private final State state;
  private final Fleet fleet;
  private final TableFile file;
  private final Acknowledger acknowledger;
  private final SharedIndexInformer<GenericKubernetesResource> routes;
  private final SharedIndexInformer<EndpointSlice> slices;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("follower").daemon().unstarted(work));
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Why routes could not be acknowledged, by name: each reason is told once. */
  private final Map<String, String> refusals = new HashMap<>();

  private long retryMillis = FIRST_RETRY_MILLIS;
  private @Nullable ScheduledFuture<?> later;
  private @Nullable World last;

  /** Watches nothing yet. */
  public Follower(KubernetesClient client, RouterConfig config, State state, Fleet fleet) {
    this.client = client;
    this.state = state;
    this.fleet = fleet;
    this.file = new TableFile(config.stateDirectory());
    this.acknowledger = new Acknowledger(client, config);
    this.routes =
        client
            .genericKubernetesResources(Acknowledger.ROUTES)
            .inNamespace(config.namespace())
            .runnableInformer(0);
    this.slices =
        client
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(config.namespace())
            .runnableInformer(0);
  }

  /** Installs what was known before, and follows the API server from when it answers. */
  public void start() {
    file.read()
        .ifPresent(world -> {
          install(world);
          LOG.log(
              System.Logger.Level.INFO,
              "serving {0} routes as known before the restart",
              world.routes().size());
        });
    watch(routes);
    watch(slices);
  }

  private <T> void watch(SharedIndexInformer<T> informer) {
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            ask();
          }

          @Override
          public void onUpdate(T before, T after) {
            ask();
          }

          @Override
          public void onDelete(T object, boolean unknownState) {
            ask();
          }

          @Override
          public void onNothing() {
            ask();
          }
        });
    // The API server may be away for as long as it likes: the router serves what it knows.
    informer.exceptionHandler((started, cause) -> true);
    informer.start().whenComplete((done, failure) -> ask());
  }

  private void ask() {
    if (asked.compareAndSet(false, true)) {
      try {
        thread.execute(this::pass);
      } catch (RejectedExecutionException e) {
        // It is closed; nobody acknowledges any more.
        asked.set(false);
      }
    }
  }

  /** Asks again after a while, of which no event has to wait for the end. */
  private void askLater() {
    if (later == null || later.isDone()) {
      later = thread.schedule(this::ask, retryMillis, TimeUnit.MILLISECONDS);
      retryMillis = Math.min(LONGEST_RETRY_MILLIS, retryMillis * 2);
    }
  }

  private void pass() {
    asked.set(false);
    try {
      if (!routes.hasSynced() || !slices.hasSynced()) {
        return; // The event that completes them asks again.
      }
      World world = Worlds.of(routes.getStore().list(), slices.getStore().list());
      if (!world.equals(last)) {
        install(world);
        file.write(world);
        last = world;
      }
      if (acknowledgeAll()) {
        retryMillis = FIRST_RETRY_MILLIS;
      } else {
        askLater();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a pass over the routes failed; trying again", e);
      askLater();
    }
  }

  private void install(World world) {
    RoutingTable next = TableTransition.next(state.table(), world);
    state.install(next);
    fleet.keepOnly(
        next.models().values().stream()
            .flatMap(route -> route.targets().stream())
            .flatMap(target -> target.endpoints().stream())
            .collect(toSet()));
  }

  /** Each route on its own: one that cannot be acknowledged holds up no other. */
  private boolean acknowledgeAll() {
    List<GenericKubernetesResource> present = routes.getStore().list();
    refusals.keySet().retainAll(present.stream().map(r -> r.getMetadata().getName()).toList());
    boolean all = true;
    for (GenericKubernetesResource route : present) {
      String name = route.getMetadata().getName();
      try {
        acknowledge(route);
        refusals.remove(name);
      } catch (KubernetesClientException e) {
        all = false;
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(refusals.put(name, reason))) {
          LOG.log(
              System.Logger.Level.WARNING,
              "cannot acknowledge route {0}, trying again: {1}",
              name,
              reason);
        }
        if (away(e)) {
          break;
        }
      }
    }
    return all;
  }

  /** Whether there was no answer at all, as there would be none for the next route. */
  private static boolean away(KubernetesClientException e) {
    return e.getCode() == 0;
  }

  /** A route is acknowledged when requests go by it: not while an older one stays in force. */
  private void acknowledge(GenericKubernetesResource route) {
    @Nullable RouteTable wanted = Worlds.table(route).orElse(null);
    @Nullable ModelRoute inForce =
        wanted == null ? null : state.table().models().get(wanted.model());
    if (wanted == null || inForce == null) {
      return;
    }
    String hash = inForce.table().contentHash();
    if (hash.equals(wanted.contentHash()) && !acknowledger.acknowledged(route, hash)) {
      acknowledger.acknowledge(route, hash);
      LOG.log(
          System.Logger.Level.INFO,
          "serving {0} by route {1}: {2}",
          wanted.model(),
          hash,
          inForce.targets().stream().map(t -> t.modelVersion() + " " + t.weight() + " %").toList());
    }
  }

  /** Takes the acknowledgements back and ends the watches; the table stays in force. */
  @Override
  public void close() {
    routes.stop();
    slices.stop();
    thread.shutdown();
    for (GenericKubernetesResource route : routes.getStore().list()) {
      try {
        if (acknowledger.acknowledgedHash(route) != null) {
          acknowledger.withdraw(route);
        }
      } catch (KubernetesClientException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "cannot withdraw the acknowledgement of route {0}: {1}",
            route.getMetadata().getName(),
            String.valueOf(e.getMessage()));
        if (away(e)) {
          break;
        }
      }
    }
    client.close();
  }
}
