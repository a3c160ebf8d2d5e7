package dev.sextant.operator.deployment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** What may happen to a simulated world at any time. */
enum SimEvent {
  NewVersion,
  NewBrokenVersion,
  NewUnreadyVersion,
  VersionGetsReady,
  DeleteVersion,
  DeleteRevision,
  DeleteServers,
  Scale,
  Zero,
  Pin,
  Latest,
  EditServer,
  BreakServer,
  EditTimeout,
  StoreGoes,
  StoreComes,
  ServerCrash,
  RouterRestart,
  RouterReplaced,
  RouterLost,
  RouterStuck,
  OperatorCrash,
  StatusLost,
  RouterEndsDeaf,
  RouterRestartsDeaf,
  RouterMute;

  /** Worlds in which anything may happen; the others came with the themes. */
  private static final List<SimEvent> ANYTHING =
      List.copyOf(EnumSet.complementOf(EnumSet.of(RouterEndsDeaf, RouterRestartsDeaf, RouterMute)));

  /** Events that are harmful together, and rarely meet where anything may happen. */
  private static final List<List<SimEvent>> THEMES =
      List.of(
          List.of(NewVersion, EditServer, RouterEndsDeaf, RouterReplaced, RouterStuck),
          List.of(NewVersion, EditServer, RouterRestartsDeaf, RouterRestart, RouterStuck),
          List.of(NewVersion, EditServer, RouterMute, Pin, Latest),
          List.of(Zero, Scale, RouterMute, RouterEndsDeaf, OperatorCrash),
          List.of(NewVersion, NewBrokenVersion, Pin, Latest, DeleteVersion, EditServer, StatusLost),
          List.of(EditServer, Scale, ServerCrash, DeleteServers, DeleteRevision, OperatorCrash),
          List.of(
              NewUnreadyVersion, VersionGetsReady, StoreGoes, StoreComes, BreakServer, EditServer));

  /** What may happen in the world of a seed: anything where it is positive, else one theme. */
  static List<SimEvent> of(long seed) {
    return seed > 0 ? ANYTHING : THEMES.get((int) (-seed % THEMES.size()));
  }

  /** Lets it happen. */
  void happen(SimWorld world, SimOperator operator, SimLaws laws) {
    RandomGenerator random = world.random;
    long tick = world.tick;
    switch (this) {
      case NewVersion -> world.addVersion(true, false);
      case NewBrokenVersion -> world.addVersion(true, true);
      case NewUnreadyVersion -> world.addVersion(false, false);
      case VersionGetsReady -> world.versions.replaceAll((n, v) -> ready(v));
      case DeleteVersion ->
          pick(world, List.copyOf(world.versions.keySet()), world.versions::remove);
      case DeleteRevision ->
          pick(world, List.copyOf(world.revisions.keySet()), world.revisions::remove);
      case DeleteServers ->
          pick(
              world,
              List.copyOf(world.servers.keySet()),
              name -> {
                world.endServers(name);
                laws.excuse(40);
              });
      case Scale -> edit(world, () -> world.replicas = 1 + random.nextInt(3));
      case Zero -> edit(world, () -> world.replicas = 0);
      case Pin ->
          pick(
              world,
              List.copyOf(world.versions.keySet()),
              name -> edit(world, () -> world.version = name));
      case Latest -> edit(world, () -> world.version = "Latest");
      case EditServer -> edit(world, () -> world.threads = 1 + random.nextInt(3));
      case BreakServer -> edit(world, () -> world.threads = 13);
      case EditTimeout ->
          edit(world, () -> world.timeout = world.timeout.equals("30s") ? "40s" : "30s");
      case StoreGoes -> world.storeGone = true;
      case StoreComes -> world.storeGone = false;
      case ServerCrash ->
          pick(
              world,
              List.copyOf(world.servers.values()),
              servers -> {
                if (!servers.pods.isEmpty()) {
                  servers.pods.get(random.nextInt(servers.pods.size())).crash(tick, 3);
                  laws.excuse(12);
                }
              });
      case RouterRestart -> router(world, r -> r.restart(tick, 2 + random.nextInt(4)));
      case RouterReplaced -> router(world, r -> r.end(tick, 5));
      case RouterLost ->
          router(
              world,
              r -> {
                r.end(tick, 5);
                r.lost = true;
              });
      case RouterStuck -> router(world, r -> r.stick(tick, 10 + random.nextInt(15)));
      // Its node is drained while it has lost the API server.
      case RouterEndsDeaf ->
          router(
              world,
              r -> {
                r.stick(tick, 30);
                r.end(tick, 14);
              });
      // It starts from the table that it kept.
      case RouterRestartsDeaf ->
          router(
              world,
              r -> {
                r.stick(tick, 20);
                r.restart(tick, 2 + random.nextInt(3));
              });
      case RouterMute -> router(world, r -> r.mute(tick, 15 + random.nextInt(20)));
      case OperatorCrash -> operator.crash();
      // As after a restored backup.
      case StatusLost -> {
        world.status = null;
        world.note();
        operator.crash();
        laws.forget();
      }
    }
  }

  private static VersionFacts ready(VersionFacts v) {
    return new VersionFacts(
        v.name(), v.model(), v.number(), true, v.digest(), v.manifestUri(), v.store());
  }

  private static void edit(SimWorld world, Runnable change) {
    change.run();
    world.generation++;
  }

  private static void router(SimWorld world, java.util.function.Consumer<SimRouter> action) {
    pick(world, world.routers.stream().filter(r -> !r.ending()).toList(), action);
  }

  private static <T> void pick(
      SimWorld world, List<T> choices, java.util.function.Consumer<T> action) {
    if (!choices.isEmpty()) {
      action.accept(new ArrayList<>(choices).get(world.random.nextInt(choices.size())));
    }
  }
}
