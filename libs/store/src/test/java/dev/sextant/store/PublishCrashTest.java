package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.store.FaultyProxy.Fault;
import dev.sextant.store.fixture.VersityGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A writer may die at any of its requests, before or after the store has done it, and several may
 * write the same thing: whoever finds a pointer finds a manifest, and all data that it names.
 */
final class PublishCrashTest {
  private static final String DIGEST = "cd".repeat(32);
  private static final AtomicInteger RUN = new AtomicInteger();

  private static Path directory;
  private static VersityGateway gateway;
  private static FaultyProxy proxy;

  @BeforeContainer
  static void start() throws IOException {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    directory = Files.createTempDirectory("sextant-publish-");
    gateway = VersityGateway.start(directory);
    gateway.createBucket("artifacts");
    proxy = new FaultyProxy(gateway.endpoint());
  }

  @AfterContainer
  static void stop() throws IOException {
    if (gateway != null) {
      proxy.close();
      gateway.close();
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Property(tries = 20)
  void aCrashBetweenAnyTwoStepsLeavesTheStoreConsistent(
      @ForAll @IntRange(min = 1, max = 4) int files,
      @ForAll @IntRange(max = 14) int firstDies,
      @ForAll @IntRange(max = 14) int secondDies,
      @ForAll boolean afterItWasDone) {
    String prefix = "run-%d/".formatted(RUN.incrementAndGet());

    publishAndDie(prefix, files, firstDies, afterItWasDone);
    assertConsistent(prefix, files);
    publishAndDie(prefix, files, secondDies, afterItWasDone);
    assertConsistent(prefix, files);

    try (var survivor = open(prefix)) {
      proxy.reset();
      publish(survivor, prefix, files);
    }
    assertThat(assertConsistent(prefix, files)).isPresent();
  }

  /** From its n-th request on, a dead writer sends nothing more. */
  private static void publishAndDie(String prefix, int files, int dies, boolean afterItWasDone) {
    var sent = new AtomicInteger();
    proxy.reset();
    proxy.rule(request -> {
      int number = sent.getAndIncrement();
      Fault last = afterItWasDone ? new Fault.CutAnswer() : new Fault.CutRequest();
      return number < dies ? new Fault.None() : number == dies ? last : new Fault.CutRequest();
    });
    try (var writer = open(prefix)) {
      publish(writer, prefix, files);
    } catch (StoreException dead) {
      assertThat(dead.mayPass()).isTrue();
    } finally {
      proxy.reset();
    }
  }

  private static void publish(ObjectStore store, String prefix, int files) {
    List<StoredObject> data =
        IntStream.range(0, files).mapToObj(i -> store.put(content(prefix, i))).toList();
    String names = String.join("\n", data.stream().map(StoredObject::sha256).toList());
    S3Uri manifest = store.putManifest("snapshots", DIGEST, names.getBytes(StandardCharsets.UTF_8));
    store.point("by-input", "input", manifest);
  }

  private static Optional<S3Uri> assertConsistent(String prefix, int files) {
    try (var reader = open(prefix)) {
      Optional<S3Uri> found = reader.pointer("by-input", "input");
      found.ifPresent(manifest -> {
        var names = new String(reader.readManifest(manifest, 10_000), StandardCharsets.UTF_8);
        assertThat(names.lines()).hasSize(files);
        names.lines().forEach(name -> assertThat(reader.get(name, 1_000)).isNotEmpty());
      });
      return found;
    }
  }

  private static byte[] content(String prefix, int i) {
    return (prefix + i).getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectStore open(String prefix) {
    var time = new FakeTime();
    var config =
        new StoreConfig(
            proxy.endpoint(),
            "us-east-1",
            "artifacts",
            prefix,
            true,
            gateway.credentials(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Instant.MAX);
    return ObjectStore.open(config, time, time, ObjectStore.PART_BYTES);
  }
}
