package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.store.fixture.VersityGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects, manifests, pointers and foreign files on a real store. */
final class ObjectStoreTest {
  private static final int PART = 5 << 20;
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @TempDir private static Path gatewayDirectory;
  private static VersityGateway gateway;
  private static Path bucket;

  @TempDir private Path directory;
  private ObjectStore store;

  @BeforeAll
  static void startGateway() throws IOException {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    gateway = VersityGateway.start(gatewayDirectory);
    bucket = gateway.createBucket("artifacts");
  }

  @AfterAll
  static void stopGateway() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @BeforeEach
  void openStore() {
    var time = new FakeTime();
    store = ObjectStore.open(gateway.config("artifacts", "team/"), time, time, PART);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void readsBackWhatWasPut() throws IOException {
    byte[] bytes = bytes(1_000, 1);

    StoredObject stored = store.put(bytes);

    assertThat(stored.uri())
        .hasToString(
            "s3://artifacts/team/objects/sha256/%s/%s"
                .formatted(stored.sha256().substring(0, 2), stored.sha256()));
    assertThat(store.exists(stored.sha256())).isTrue();
    assertThat(store.get(stored.sha256(), 1_000)).isEqualTo(bytes);
    store.get("sha256:" + stored.sha256(), directory.resolve("copy"));
    assertThat(directory.resolve("copy")).hasBinaryContent(bytes);
    assertThat(directory.resolve("copy.partial")).doesNotExist();
  }

  @Test
  void putsLargeFilesInParts() throws IOException {
    Path file = file("large", bytes(2 * PART + 12_345, 2));

    StoredObject stored = store.put(file);

    store.get(stored.sha256(), directory.resolve("copy"));
    assertThat(directory.resolve("copy")).hasSameBinaryContentAs(file);
    assertThat(store.put(file)).isEqualTo(stored);
  }

  @Test
  void putsStreamsAndEmptyObjects() throws IOException {
    byte[] bytes = bytes(PART + 1, 3);

    StoredObject stored = store.put(new ByteArrayInputStream(bytes));
    StoredObject empty = store.put(new byte[0]);

    assertThat(store.get(stored.sha256(), bytes.length)).isEqualTo(bytes);
    assertThat(store.get(empty.sha256(), 0)).isEmpty();
    store.get(empty.sha256(), directory.resolve("empty"));
    assertThat(directory.resolve("empty")).isEmptyFile();
  }

  @Test
  void saysThatAnObjectIsMissing() {
    assertThat(store.exists(DIGEST)).isFalse();
    assertThatThrownBy(() -> store.get(DIGEST, 10)).isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> store.get(DIGEST, directory.resolve("copy")))
        .isInstanceOf(StoreException.NotFound.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesToReadMoreThanExpected() {
    StoredObject stored = store.put(bytes(100, 4));

    assertThatThrownBy(() -> store.get(stored.sha256(), 99))
        .isInstanceOf(StoreException.Other.class)
        .hasMessageContaining("has 100 bytes, at most 99 are expected");
  }

  @Test
  void findsDamageOnTheStoresDisk() throws IOException {
    StoredObject stored = store.put(bytes(100, 5));
    Files.write(bucket.resolve(stored.uri().key()), bytes(100, 6));

    assertThatThrownBy(() -> store.get(stored.sha256(), directory.resolve("copy")))
        .isInstanceOfSatisfying(
            StoreException.Corrupt.class,
            corrupt -> {
              assertThat(corrupt.expected()).isEqualTo(stored.sha256());
              assertThat(corrupt.actual()).isEqualTo(Sha256.of(bytes(100, 6)));
            });
    assertThatThrownBy(() -> store.get(stored.sha256(), 100))
        .isInstanceOf(StoreException.Corrupt.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void putsAgainWhatHasAnotherSizeThanItShould() throws IOException {
    StoredObject stored = store.put(bytes(100, 7));
    Files.write(bucket.resolve(stored.uri().key()), bytes(99, 7));

    store.put(bytes(100, 7));

    assertThat(store.get(stored.sha256(), 100)).isEqualTo(bytes(100, 7));
  }

  @Test
  void publishesManifestThenPointer() {
    byte[] json = "{\"format\":1}".getBytes(StandardCharsets.UTF_8);
    S3Uri expected = store.manifestUri("snapshots", DIGEST);
    assertThatThrownBy(() -> store.point("by-input", "never", expected))
        .isInstanceOf(StoreException.NotFound.class)
        .hasMessageContaining("write the manifest first");

    S3Uri manifest = store.putManifest("snapshots", DIGEST, json);
    store.point("by-input", "4711", manifest);

    assertThat(manifest)
        .isEqualTo(expected)
        .hasToString("s3://artifacts/team/manifests/snapshots/" + "ab".repeat(32) + ".json");
    assertThat(store.pointer("by-input", "4711")).contains(manifest);
    assertThat(store.pointer("by-input", "4712")).isEmpty();
    assertThat(store.readManifest(manifest, 1_000)).isEqualTo(json);
  }

  @Test
  void findsDamageInAManifest() throws IOException {
    byte[] json = "{\"rows\":10}".getBytes(StandardCharsets.UTF_8);
    S3Uri manifest = store.putManifest("damaged", DIGEST, json);
    Path onDisk = bucket.resolve(manifest.key());
    // In place, as a failing disk would: the metadata beside the bytes stays.
    Files.writeString(onDisk, "{\"rows\":99}");

    assertThatThrownBy(() -> store.readManifest(manifest, 1_000))
        .isInstanceOf(StoreException.Corrupt.class);
  }

  @Test
  void forgetsAPointerWhoseManifestIsGone() throws IOException {
    S3Uri manifest = store.putManifest("collected", DIGEST, new byte[] {'{', '}'});
    store.point("by-input", "collected", manifest);
    Files.delete(bucket.resolve(manifest.key()));

    assertThat(store.pointer("by-input", "collected")).isEmpty();
  }

  @Test
  void refusesNamesThatLeaveTheirFolder() {
    assertThatThrownBy(() -> store.pointer("by-input", "../x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.manifestUri("../models", DIGEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.objectUri("12"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hexadecimal digits");
    assertThatThrownBy(
            () -> store.point("by-input", "x", S3Uri.parse("s3://other/manifests/a/b.json")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsFilesOfOtherBuckets() throws IOException {
    Path lake = gateway.createBucket("lake");
    for (String key : new String[] {"rides/a.csv", "rides/b.csv", "rides/c.txt", "rides/x/d.csv"}) {
      Files.createDirectories(lake.resolve(key).getParent());
      Files.writeString(lake.resolve(key), key);
    }

    assertThat(store.list(S3Uri.parse("s3://lake/rides/*.csv")))
        .extracting(file -> file.uri().key())
        .containsExactly("rides/a.csv", "rides/b.csv");
    assertThat(store.list(S3Uri.parse("s3://lake/r*/*/d*")))
        .singleElement()
        .satisfies(file -> assertThat(file.bytes()).isEqualTo("rides/x/d.csv".length()));
    assertThat(store.list(S3Uri.parse("s3://lake/rides/c.txt"))).hasSize(1);
    assertThatThrownBy(() -> store.list(S3Uri.parse("s3://lake/rides/*.parquet")))
        .isInstanceOf(StoreException.NotFound.class)
        .hasMessage("no file matches s3://lake/rides/*.parquet; check the pattern");
    assertThatThrownBy(() -> store.list(S3Uri.parse("s3://lake/rides/none.csv")))
        .isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> store.list(S3Uri.parse("s3://nowhere/rides/*.csv")))
        .isInstanceOf(StoreException.BucketMissing.class);
  }

  @Test
  void listsMoreFilesThanOnePageHolds() throws IOException {
    Path many = Files.createDirectories(gateway.createBucket("many").resolve("rides"));
    for (int i = 0; i < 2_100; i++) {
      Files.createFile(many.resolve("part-%04d.csv".formatted(i)));
    }

    assertThat(store.list(S3Uri.parse("s3://many/rides/part-*.csv"))).hasSize(2_100);
  }

  @Test
  void downloadsWhatWasListedOrNothing() throws IOException {
    S3Uri uri = S3Uri.parse("s3://artifacts/uploads/rides.csv");
    store.upload(file("rides.csv", bytes(1_000, 8)), uri);
    SourceFile listed = store.list(uri).getFirst();

    store.download(listed, directory.resolve("copy"));
    assertThat(directory.resolve("copy")).hasBinaryContent(bytes(1_000, 8));

    store.upload(file("rides.csv", bytes(1_000, 9)), uri);
    assertThatThrownBy(() -> store.download(listed, directory.resolve("copy")))
        .isInstanceOf(StoreException.Other.class)
        .hasMessageContaining("changed since it was listed");
  }

  @Test
  void uploadsLargeFilesWithoutKnowingTheirDigest() throws IOException {
    S3Uri uri = S3Uri.parse("s3://artifacts/uploads/large.bin");
    store.upload(file("large.bin", bytes(PART + 1, 10)), uri);

    store.download(store.list(uri).getFirst(), directory.resolve("copy"));

    assertThat(directory.resolve("copy")).hasBinaryContent(bytes(PART + 1, 10));
  }

  @Test
  void givesAUrlThatAnybodyCanReadForAWhile() throws Exception {
    StoredObject result = store.put("{\"result\":1}".getBytes(StandardCharsets.UTF_8));

    var url = store.presign(result.uri(), Duration.ofMinutes(5));

    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"result\":1}");
    }
  }

  @Test
  void leavesNothingBehindAfterAProbe() throws IOException {
    assertThat(store.probe()).isEqualTo(new ProbeResult.Usable());

    try (var files = Files.walk(bucket.resolve("team"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::toString))
          .noneMatch(name -> name.contains("/probe/"));
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static byte[] bytes(int count, long seed) {
    var bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
