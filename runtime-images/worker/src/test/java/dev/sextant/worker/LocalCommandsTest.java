package dev.sextant.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.Termination;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What somebody reads who calls a command wrongly, or whose files are not what they should be. */
class LocalCommandsTest {
  private static final String NOWHERE = "http://127.0.0.1:9";

  @TempDir Path directory;

  private record Ended(int code, String out, String err) {}

  private static Ended run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = command.execute(words);
    return new Ended(code, out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshot", "train", "probe", "fetch"})
  void saysInOneLineThatTheJobFileIsNotThere(String command) {
    Path job = directory.resolve("job.json");

    Ended ended = run(command, "--job", job);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "error: job file %s does not exist; write the job there as JSON, or check the path%n"
                .formatted(job));
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void saysWhatIsWrongInAJobFile() throws IOException {
    Path job = directory.resolve("job.json");

    assertThat(job(job, "{").err())
        .startsWith("error: job file %s: not a valid JobSpec: ".formatted(job));
    assertThat(job(job, "{\"job\":\"Dance\"}").err()).contains("Dance");
    assertThat(job(job, "{\"job\":\"Probe\"}").err())
        .isEqualTo("error: job file %s: store: is missing; add it%n".formatted(job));
    assertThat(job(job, "{\"job\":\"Snapshot\",\"store\":{},\"owner\":{}}").err())
        .isEqualTo("error: job file %s: source: is missing; add it%n".formatted(job));
    assertThat(job(job, "{\"job\":\"Fetch\",\"store\":{}}").err())
        .isEqualTo(
            "error: job file %s is a FetchJob, not a ProbeJob; use the command of that name%n"
                .formatted(job));
    assertThat(run("probe", "--job", directory).err())
        .isEqualTo(
            "error: job file %s is no file that can be read; check path and rights%n"
                .formatted(directory));
    Files.write(job, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(run("probe", "--job", job).err())
        .isEqualTo(
            "error: job file %s is not UTF-8 text; check that it is the right one%n"
                .formatted(job));
  }

  private Ended job(Path job, String text) throws IOException {
    Files.writeString(job, text);
    Ended ended = run("probe", "--job", job);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines()).hasSize(1);
    return ended;
  }

  @Test
  void endsWithTheCodeOfTheClass() throws IOException {
    Path job = directory.resolve("job.json");
    StoreLocation location = new StoreLocation(NOWHERE, "", "lake", "", true);
    Files.writeString(job, Json.write(new ProbeJob(location, 1)));

    Ended noCredentials = run("probe", "--job", job, "--scratch", directory);

    assertThat(noCredentials.code()).isEqualTo(Termination.EXIT_STORE);
    assertThat(noCredentials.err()).startsWith("error: store: credentials of the store are empty");
    assertThat(noCredentials.err().lines()).hasSize(1);
  }

  @Test
  void saysThatTheScratchDirectoryCannotBeOne() throws IOException {
    Path job = directory.resolve("job.json");
    StoreLocation location = new StoreLocation(NOWHERE, "", "lake", "", true);
    Files.writeString(job, Json.write(new ProbeJob(location, 1)));

    Ended ended = run("probe", "--job", job, "--scratch", job);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo("error: %s is in the way; name another path%n".formatted(job));
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsPut() throws IOException {
    Path file = Files.writeString(directory.resolve("a.csv"), "a\n");
    Path missing = directory.resolve("b.csv");

    assertThat(put(missing, "s3://lake/b.csv"))
        .isEqualTo("error: %s does not exist; check the path%n".formatted(missing));
    assertThat(put(directory, "s3://lake/b.csv"))
        .isEqualTo(
            "error: %s is no file that can be read; name one, and check its rights%n"
                .formatted(directory));
    assertThat(put(file, "lake/a.csv"))
        .isEqualTo(
            "error: 'lake/a.csv' is not the place of an object; write it like s3://bucket/key%n"
                .formatted());
    assertThat(put(file, "s3://lake/*.csv"))
        .isEqualTo("error: s3://lake/*.csv has a star; name one object%n".formatted());
    assertThat(run("put", file, "s3://lake/a.csv", "--endpoint", NOWHERE, "--timeout", "-1").err())
        .isEqualTo("error: --timeout: -1 is below 0%n".formatted());
    assertThat(
            run(
                    "put",
                    file,
                    "s3://lake/a.csv",
                    "--endpoint",
                    NOWHERE,
                    "--secret-access-key-file",
                    missing)
                .err())
        .isEqualTo("error: %s does not exist; check the path%n".formatted(missing));
  }

  private static String put(Path file, String target) {
    Ended ended = run("put", "--endpoint", NOWHERE, file, target);
    assertThat(ended.code()).isEqualTo(2);
    return ended.err();
  }

  @Test
  void saysThatAStoreDoesNotAnswer() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");

    Ended ended =
        run(
            "get",
            "s3://lake/a.csv",
            directory,
            "--endpoint",
            NOWHERE,
            "--access-key-id",
            "somebody",
            "--secret-access-key-file",
            secret,
            "--timeout",
            "0");

    assertThat(ended.code()).isEqualTo(Termination.EXIT_STORE);
    assertThat(ended.err())
        .isEqualTo(
            "error: looking up s3://lake/a.csv: the endpoint cannot be reached: nobody listens"
                + " there; check address and port\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--rows, 0, must be at least 1",
    "--days, -3, must be at least 1",
    "--missing, 1.5, must be from 0 to 1",
    "--missing, NaN, must be from 0 to 1",
    "--drift-from, -0.1, must be from 0 to 1"
  })
  void refusesRecipesThatMakeNoRides(String option, String value, String message) {
    Path file = directory.resolve("rides.csv");

    Ended ended = run("generate", option + "=" + value, file);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("error: %s: %s%n".formatted(option, message));
    assertThat(file).doesNotExist();
  }

  @Test
  void saysWhereRidesCannotBeWritten() {
    Path file = directory.resolve("nowhere/rides.csv");

    Ended ended = run("generate", file);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).isEqualTo("error: %s does not exist; check the path%n".formatted(file));
  }

  @Test
  void pointsToTheHelpOfTheCommand() {
    Ended missing = run("train");
    Ended misspelt = run("trian");

    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err())
        .isEqualTo(
            "error: Missing required option: '--job=FILE'%nsee sextant train --help%n".formatted());
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.err())
        .startsWith("error: Unmatched argument at index 0: 'trian'")
        .contains("train")
        .endsWith("see sextant --help%n".formatted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "put", "get", "snapshot", "train", "probe", "fetch", "generate"})
  void theHelpListsTheExitCodes(String command) {
    Ended ended = command.isEmpty() ? run("--help") : run(command, "--help");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains(
            "Exit codes:", " 0   done", " 2   wrong arguments", "42   refused", "43   the store");
  }
}
