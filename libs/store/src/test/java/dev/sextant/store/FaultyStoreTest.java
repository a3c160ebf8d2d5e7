package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.store.FaultyProxy.Fault;
import dev.sextant.store.fixture.VersityGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store does when the network or the other side fails. */
final class FaultyStoreTest {
  private static final int PART = 5 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path gatewayDirectory;
  private static VersityGateway gateway;
  private static FaultyProxy proxy;
  private static ObjectStore store;
  private static FakeTime time;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    gateway = VersityGateway.start(gatewayDirectory);
    gateway.createBucket("artifacts");
    proxy = new FaultyProxy(gateway.endpoint());
    time = new FakeTime();
    store = open(proxy.endpoint(), "artifacts", gateway.credentials());
  }

  @AfterAll
  static void stop() throws IOException {
    if (gateway != null) {
      store.close();
      proxy.close();
      gateway.close();
    }
  }

  @BeforeEach
  void reset() {
    proxy.reset();
  }

  @Test
  void sendsNothingTwice() {
    store.put(bytes(100, 1));
    proxy.reset();

    store.put(bytes(100, 1));

    assertThat(proxy.count("HEAD")).isEqualTo(1);
    assertThat(proxy.count("PUT")).isZero();
  }

  @Test
  void survivesWhatPasses() {
    proxy.next(
        new Fault.CutRequest(),
        new Fault.Answer(500, "InternalError"),
        new Fault.None(),
        new Fault.Answer(503, "SlowDown"),
        new Fault.Silence(),
        new Fault.CutAnswer());

    StoredObject stored = store.put(bytes(100, 2));

    assertThat(store.get(stored.sha256(), 100)).isEqualTo(bytes(100, 2));
  }

  @Test
  void goesOnWhereATransferBroke() throws IOException {
    StoredObject stored = store.put(bytes(400_000, 3));
    proxy.reset();
    proxy.next(new Fault.CutBody(150_000), new Fault.CutRequest(), new Fault.StallBody(100_000));

    store.get(stored.sha256(), directory.resolve("copy"));

    assertThat(directory.resolve("copy")).hasBinaryContent(bytes(400_000, 3));
    assertThat(proxy.requests().getLast().toLowerCase(Locale.ROOT))
        .contains("range: bytes=250000-");
  }

  @Test
  void readsBytesAgainThatWereSpoiltOnTheWay() throws IOException {
    StoredObject stored = store.put(bytes(1_000, 4));
    proxy.next(new Fault.FlipByte(17), new Fault.FlipByte(0));

    store.get(stored.sha256(), directory.resolve("copy"));

    assertThat(directory.resolve("copy")).hasBinaryContent(bytes(1_000, 4));
  }

  @Test
  void refusesBytesThatStayWrong() {
    StoredObject stored = store.put(bytes(1_000, 5));
    proxy.rule(request -> request.startsWith("GET ") ? new Fault.FlipByte(999) : new Fault.None());

    assertThatThrownBy(() -> store.get(stored.sha256(), directory.resolve("copy")))
        .isInstanceOf(StoreException.Corrupt.class)
        .hasMessageContaining("restore it or make it again");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void survivesALostAnswerToTheLastStepOfAnUploadInParts() throws IOException {
    Path file = Files.write(directory.resolve("large"), bytes(PART + 1, 6));
    proxy.rule(request ->
        request.startsWith("POST ") && request.contains("uploadId") && proxy.count("POST") == 2
            ? new Fault.CutAnswer()
            : new Fault.None());

    StoredObject stored = store.put(file);

    assertThat(proxy.count("POST")).isGreaterThan(2);
    assertThat(store.get(stored.sha256(), PART + 1)).isEqualTo(bytes(PART + 1, 6));
  }

  @Test
  void repeatsASinglePartOfAnUpload() throws IOException {
    Path file = Files.write(directory.resolve("large"), bytes(2 * PART, 7));
    proxy.next(
        new Fault.None(), new Fault.None(), new Fault.None(), new Fault.Answer(503, "SlowDown"));

    StoredObject stored = store.put(file);

    assertThat(proxy.count("PUT")).isEqualTo(3);
    assertThat(store.exists(stored.sha256())).isTrue();
  }

  @Test
  void doesNotCompleteAnUploadOfAFileThatChanges() throws IOException {
    Path file = Files.write(directory.resolve("large"), bytes(PART + 1, 8));
    // The file changes after its digest was computed, when the upload has begun.
    proxy.rule(request -> {
      if (request.startsWith("POST ")) {
        overwrite(file);
      }
      return new Fault.None();
    });

    assertThatThrownBy(() -> store.put(file))
        .isInstanceOf(StoreException.Other.class)
        .hasMessageContaining("was changed while it was stored");
    assertThat(store.exists(Sha256.of(bytes(PART + 1, 8)))).isFalse();
    assertThat(proxy.count("DELETE")).isEqualTo(1);
  }

  @Test
  void givesUpWhenItsPatienceEnds() {
    proxy.rule(request -> new Fault.Answer(503, "SlowDown"));
    Duration before = time.slept();

    assertThatThrownBy(() -> store.put(bytes(100, 9)))
        .isInstanceOfSatisfying(
            StoreException.Other.class, failure -> assertThat(failure.mayPass()).isTrue())
        .hasMessageContaining("the store answered 503");
    assertThat(time.slept().minus(before)).isBetween(PATIENCE.minusSeconds(11), PATIENCE);
  }

  @Test
  void callsSilenceATimeout() {
    proxy.rule(request -> new Fault.Silence());
    try (var impatient =
        ObjectStore.open(
            config(proxy.endpoint(), "artifacts", gateway.credentials(), Duration.ZERO),
            time,
            time,
            PART)) {
      assertThatThrownBy(() -> impatient.put(bytes(100, 10)))
          .isInstanceOf(StoreException.Timeout.class);
    }
  }

  /** Reading would notice silence; writing to somebody who does not read would not. */
  @Test
  void callsItATimeoutWhenTheStoreTakesNoMoreOfWhatIsSent() throws IOException {
    Path file = Files.write(directory.resolve("large"), bytes(3 * PART, 11));
    proxy.deafen();
    try (var impatient =
        ObjectStore.open(
            config(proxy.endpoint(), "artifacts", gateway.credentials(), Duration.ZERO),
            time,
            time,
            4 * PART)) {
      assertThatThrownBy(() -> impatient.put(file))
          .isInstanceOf(StoreException.Timeout.class)
          .hasMessageContaining("the store took too long to answer");
    }
  }

  @Test
  void endsATransferThatMakesProgressButNotInTime() throws IOException {
    StoredObject stored = store.put(bytes(800_000, 12));
    // Each look at the clock is a second later: there is time for the first few blocks.
    var ticks = new AtomicLong();
    InstantSource slow = () -> Instant.EPOCH.plusSeconds(ticks.incrementAndGet());
    try (var hurried =
        ObjectStore.open(
            config(proxy.endpoint(), "artifacts", gateway.credentials(), PATIENCE)
                .until(Instant.EPOCH.plusSeconds(10)),
            slow,
            time,
            PART)) {
      assertThatThrownBy(() -> hurried.get(stored.sha256(), directory.resolve("copy")))
          .isInstanceOf(StoreException.OutOfTime.class)
          .hasMessageContaining("had not ended when the time that was given was over");
      assertThat(directory).isEmptyDirectory();
      ticks.set(0);
      assertThatThrownBy(() -> hurried.get(stored.sha256(), 1_000_000))
          .isInstanceOf(StoreException.OutOfTime.class);
    }
  }

  @Test
  void tellsApartWhyAStoreCannotBeUsed() throws IOException {
    var wrongSecret = new StoreCredentials(gateway.credentials().accessKeyId(), "wrong");
    var wrongKey = new StoreCredentials("nobody", gateway.credentials().secretAccessKey());
    var stranger = gateway.createUser("stranger");
    var root = gateway.credentials();

    assertUnusable(
        gateway.endpoint(), "artifacts", wrongSecret, StoreException.WrongCredentials.class);
    assertUnusable(
        gateway.endpoint(), "artifacts", wrongKey, StoreException.WrongCredentials.class);
    assertUnusable(gateway.endpoint(), "artifacts", stranger, StoreException.AccessDenied.class);
    assertUnusable(gateway.endpoint(), "missing", root, StoreException.BucketMissing.class);
    assertUnusable(
        URI.create("http://127.0.0.1:1"),
        "artifacts",
        root,
        StoreException.EndpointUnreachable.class);
    assertUnusable(
        URI.create("http://store.invalid"),
        "artifacts",
        root,
        StoreException.EndpointUnreachable.class);
    assertUnusable(
        URI.create("https://127.0.0.1:" + gateway.endpoint().getPort()),
        "artifacts",
        root,
        StoreException.EndpointUnreachable.class);
  }

  @Test
  void tellsFailuresApartInEveryOperation() throws IOException {
    var wrong = new StoreCredentials(gateway.credentials().accessKeyId(), "wrong");
    try (var other = open(gateway.endpoint(), "artifacts", wrong)) {
      assertThatThrownBy(() -> other.put(bytes(10, 1)))
          .isInstanceOf(StoreException.WrongCredentials.class);
      assertThatThrownBy(() -> other.list(S3Uri.parse("s3://artifacts/rides.csv")))
          .isInstanceOf(StoreException.WrongCredentials.class);
      assertThatThrownBy(() -> other.list(S3Uri.parse("s3://artifacts/*.csv")))
          .isInstanceOf(StoreException.WrongCredentials.class);
      assertThatThrownBy(() -> other.pointer("by-input", "x"))
          .isInstanceOf(StoreException.WrongCredentials.class);
    }
    try (var other = open(gateway.endpoint(), "artifacts", gateway.createUser("visitor"))) {
      assertThatThrownBy(() -> other.put(bytes(10, 1)))
          .isInstanceOf(StoreException.AccessDenied.class);
    }
    assertThatThrownBy(() -> store.list(S3Uri.parse("s3://missing/rides.csv")))
        .isInstanceOf(StoreException.BucketMissing.class);
    try (var other = open(gateway.endpoint(), "missing", gateway.credentials())) {
      assertThatThrownBy(() -> other.put(bytes(10, 1)))
          .isInstanceOf(StoreException.BucketMissing.class);
    }
  }

  @Test
  void saysWhichStepOfAProbeFailed() {
    proxy.rule(request ->
        request.startsWith("GET ") && request.contains("list-type")
            ? new Fault.Answer(403, "AccessDenied")
            : new Fault.None());

    assertThat(store.probe())
        .isInstanceOfSatisfying(
            ProbeResult.Unusable.class,
            unusable -> {
              assertThat(unusable.step()).isEqualTo(ProbeResult.Step.LIST);
              assertThat(unusable.error()).isInstanceOf(StoreException.AccessDenied.class);
            });
  }

  @Test
  void waitsForAStoreThatComesBack() throws IOException {
    gateway.stop();
    var comesBack = new FakeTime();
    Sleeper sleeper =
        duration -> {
          comesBack.sleep(duration);
          if (comesBack.sleeps().size() == 3) {
            restart();
          }
        };
    try (var patient =
        ObjectStore.open(
            config(gateway.endpoint(), "artifacts", gateway.credentials(), PATIENCE),
            comesBack,
            sleeper,
            PART)) {
      assertThat(patient.probe()).isEqualTo(new ProbeResult.Usable());
    }
    assertThat(comesBack.sleeps()).hasSize(3);
  }

  private static void assertUnusable(
      URI endpoint,
      String bucket,
      StoreCredentials credentials,
      Class<? extends StoreException> kind) {
    try (var other = open(endpoint, bucket, credentials)) {
      assertThat(other.probe())
          .isInstanceOfSatisfying(
              ProbeResult.Unusable.class,
              unusable -> {
                assertThat(unusable.step()).isEqualTo(ProbeResult.Step.WRITE);
                assertThat(unusable.error()).isExactlyInstanceOf(kind);
              });
    }
  }

  private static ObjectStore open(URI endpoint, String bucket, StoreCredentials credentials) {
    return ObjectStore.open(config(endpoint, bucket, credentials, PATIENCE), time, time, PART);
  }

  private static StoreConfig config(
      URI endpoint, String bucket, StoreCredentials credentials, Duration patience) {
    return new StoreConfig(
        endpoint,
        "us-east-1",
        bucket,
        "team/",
        true,
        credentials,
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        patience,
        Instant.MAX);
  }

  private static void restart() {
    try {
      gateway.restart();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void overwrite(Path file) {
    try {
      Files.write(file, bytes(PART + 1, 99));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int count, long seed) {
    var bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
