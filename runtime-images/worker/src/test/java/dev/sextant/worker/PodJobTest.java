package dev.sextant.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.Progress;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.Termination;
import dev.sextant.store.StoreCredentials;
import dev.sextant.store.fixture.VersityGateway;
import dev.sextant.worker.generate.Drift;
import dev.sextant.worker.generate.Recipe;
import dev.sextant.worker.generate.RideGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs jobs as a pod does, against a real store. */
class PodJobTest {
  @TempDir static Path shared;
  private static VersityGateway gateway;

  @TempDir Path directory;

  @BeforeAll
  static void startStore() throws IOException {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    gateway = VersityGateway.start(shared);
    gateway.createBucket("artifacts");
    gateway.createBucket("lake");
  }

  @AfterAll
  static void stopStore() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void makesASnapshotOfWhatPutBroughtAndFindsItAgain() throws Exception {
    Path rides = directory.resolve("rides.csv");
    try (BufferedWriter out = Files.newBufferedWriter(rides)) {
      new RideGenerator(recipe()).write(out);
    }
    int put = put(rides, "s3://lake/rides/");
    List<Progress> heard = new CopyOnWriteArrayList<>();
    List<String> tokens = new CopyOnWriteArrayList<>();
    HttpServer operator = operator(heard, tokens);

    Ended first = run(snapshot("s3://lake/rides/*.csv"), progress(operator));
    Ended second = run(snapshot("s3://lake/rides/*.csv"), Map.of());
    operator.stop(0);

    assertThat(put).isZero();
    assertThat(first.exitCode()).as(first.termination().message()).isZero();
    assertThat(first.termination().outcome()).isEqualTo(Termination.Outcome.Succeeded);
    JobResult.Snapshot made = (JobResult.Snapshot) first.result();
    assertThat(made.digest()).isEqualTo(first.termination().digest());
    assertThat(made.reused()).isFalse();
    assertThat(made.rows().values().stream().mapToLong(Long::longValue).sum() + made.outsideRows())
        .isEqualTo(2_000);
    assertThat(((JobResult.Snapshot) second.result()).reused()).isTrue();
    assertThat(second.termination().digest()).isEqualTo(first.termination().digest());
    assertThat(heard).isNotEmpty().allMatch(progress -> progress.job().equals("Dataset"));
    assertThat(tokens).allMatch("Bearer secret-token"::equals);
    assertThat(directory.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void leavesTheFailedChecksOfARefusalInTheStore() throws Exception {
    Path file = directory.resolve("bad.csv");
    Files.writeString(file, "ride_id,pickup,fare\na,yesterday,1\n");
    assertThat(put(file, "s3://lake/bad.csv")).isZero();

    Ended ended = run(snapshot("s3://lake/bad.csv"), Map.of());

    assertThat(ended.exitCode()).isEqualTo(Termination.EXIT_REFUSED);
    assertThat(ended.termination().reason()).isEqualTo("BadRow");
    assertThat(ended.termination().message())
        .startsWith("spec.source.files: s3://lake/bad.csv line 2, column pickup");
    JobResult.SnapshotRefused refused = (JobResult.SnapshotRefused) ended.result();
    assertThat(refused.checks()).anyMatch(check -> !check.passed());
  }

  @Test
  void getBringsBackWhatPutBrought() throws Exception {
    Path file = Files.writeString(directory.resolve("some.csv"), "a,b\n1,2\n");
    assertThat(put(file, "s3://lake/some/")).isZero();
    Path folder = Files.createDirectory(directory.resolve("brought"));
    StringWriter complaints = new StringWriter();

    int named = get("s3://lake/some/some.csv", directory.resolve("copy.csv"), complaints);
    int inFolder = get("s3://lake/some/some.csv", folder, complaints);
    int missing = get("s3://lake/some/other.csv", directory.resolve("other.csv"), complaints);

    assertThat(named).isZero();
    assertThat(directory.resolve("copy.csv")).hasSameBinaryContentAs(file);
    assertThat(inFolder).isZero();
    assertThat(folder.resolve("some.csv")).hasSameBinaryContentAs(file);
    assertThat(missing).isEqualTo(Termination.EXIT_REFUSED);
    assertThat(directory.resolve("other.csv")).doesNotExist();
    assertThat(complaints.toString())
        .isEqualTo(
            "error: s3://lake/some/other.csv: there is no such object; check bucket and key"
                + System.lineSeparator());
  }

  @Test
  void tellsTheWaysApartInWhichAStoreCannotBeUsed() throws Exception {
    Ended usable = run(probe(gateway.endpoint(), "artifacts", 20), Map.of());
    Ended noBucket = run(probe(gateway.endpoint(), "nowhere", 20), Map.of());
    Ended wrongSecret =
        run(
            probe(gateway.endpoint(), "artifacts", 20),
            Map.of(StoreCredentials.SECRET_ACCESS_KEY, "wrong"));
    Ended noSecret =
        run(
            probe(gateway.endpoint(), "artifacts", 20),
            Map.of(StoreCredentials.SECRET_ACCESS_KEY, ""));
    Ended nobody = run(probe(URI.create("http://127.0.0.1:9"), "artifacts", 7), Map.of());

    assertThat(usable.exitCode()).isZero();
    assertThat(noBucket.termination().reason()).isEqualTo("BucketMissing");
    assertThat(noBucket.exitCode()).isEqualTo(Termination.EXIT_STORE);
    assertThat(wrongSecret.termination().reason()).isEqualTo("WrongCredentials");
    assertThat(wrongSecret.exitCode()).isEqualTo(Termination.EXIT_STORE);
    assertThat(noSecret.termination().reason()).isEqualTo("BadStore");
    assertThat(noSecret.exitCode()).isEqualTo(Termination.EXIT_STORE);
    assertThat(nobody.termination().reason()).isEqualTo("EndpointUnreachable");
    assertThat(nobody.exitCode()).isEqualTo(Termination.EXIT_STORE);
  }

  @Test
  void refusesAJobThatItCannotRead() throws Exception {
    Ended ended = run("{\"job\": \"Dance\"}", Map.of());

    assertThat(ended.exitCode()).isEqualTo(Termination.EXIT_REFUSED);
    assertThat(ended.termination().reason()).isEqualTo("BadJob");
  }

  private record Ended(int exitCode, Termination termination) {
    JobResult result() throws IOException {
      try (InputStream in = URI.create(termination.resultUrl()).toURL().openStream()) {
        byte[] json = in.readAllBytes();
        assertThat(Json.sha256(json)).isEqualTo(termination.resultSha256());
        return Json.read(new String(json, StandardCharsets.UTF_8), JobResult.class);
      }
    }
  }

  private Ended run(JobSpec spec, Map<String, String> more) throws IOException {
    return run(Json.write(spec), more);
  }

  private Ended run(String spec, Map<String, String> more) throws IOException {
    Path termination = directory.resolve("termination-log");
    Files.deleteIfExists(termination);
    Map<String, String> environment = new HashMap<>();
    environment.put(JobSpec.ENVIRONMENT, spec);
    environment.put(PodJob.TERMINATION_PATH, termination.toString());
    environment.put(PodJob.SCRATCH, directory.resolve("scratch").toString());
    environment.put(StoreCredentials.ACCESS_KEY_ID, gateway.credentials().accessKeyId());
    environment.put(StoreCredentials.SECRET_ACCESS_KEY, gateway.credentials().secretAccessKey());
    environment.putAll(more);
    int exitCode = new PodJob(environment, Clock.systemUTC()).run();
    String left = Files.readString(termination);
    assertThat(left.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2_048);
    return new Ended(exitCode, Json.read(left, Termination.class));
  }

  private int put(Path file, String target) throws IOException {
    return execute(Main.commandLine(), "put", file.toString(), target);
  }

  private int get(String source, Path target, StringWriter complaints) throws IOException {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(complaints, true));
    return execute(command, "get", source, target.toString());
  }

  private int execute(CommandLine command, String name, String from, String to) throws IOException {
    return command.execute(
        name,
        "--endpoint",
        gateway.endpoint().toString(),
        "--access-key-id",
        gateway.credentials().accessKeyId(),
        "--secret-access-key-file",
        secretFile(gateway.credentials()).toString(),
        from,
        to);
  }

  private Path secretFile(StoreCredentials credentials) throws IOException {
    return Files.writeString(directory.resolve("secret"), credentials.secretAccessKey() + "\n");
  }

  private HttpServer operator(List<Progress> heard, List<String> tokens) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/progress",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(Json.read(body, Progress.class));
          tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Map<String, String> progress(HttpServer operator) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret-token\n");
    return Map.of(
        "SEXTANT_OPERATOR_URL",
        "http://127.0.0.1:" + operator.getAddress().getPort(),
        "SEXTANT_TOKEN_FILE",
        token.toString());
  }

  private static Recipe recipe() {
    return new Recipe(
        7,
        2_000,
        Instant.parse("2026-01-01T00:00:00Z"),
        Duration.ofDays(20),
        0.01,
        Drift.none,
        1,
        null);
  }

  private static ProbeJob probe(URI endpoint, String bucket, long deadlineSeconds) {
    return new ProbeJob(location(endpoint, bucket), deadlineSeconds);
  }

  private static StoreLocation location(URI endpoint, String bucket) {
    return new StoreLocation(endpoint.toString(), "us-east-1", bucket, "demo/", true);
  }

  private static SnapshotJob snapshot(String uri) {
    return new SnapshotJob(
        location(gateway.endpoint(), "artifacts"),
        new ObjectRef("demo", "rides", "uid"),
        "0123456789abcdef",
        new FileSource(List.of(uri), FileSource.Format.CSV, null),
        "UTC",
        null,
        null,
        "pickup",
        List.of(
            Column.of("ride_id", ColumnType.String, Role.RowId),
            Column.of("pickup", ColumnType.Timestamp, Role.Time),
            Column.of("fare", ColumnType.Double, Role.Label)),
        List.of(),
        new Split.Rolling(
            Duration.ofDays(10),
            Duration.ofDays(2),
            Duration.ofDays(2),
            Duration.ofDays(3),
            Duration.ofHours(1),
            Duration.ZERO),
        DuplicatePolicy.Fail,
        2,
        1L << 30,
        300);
  }
}
