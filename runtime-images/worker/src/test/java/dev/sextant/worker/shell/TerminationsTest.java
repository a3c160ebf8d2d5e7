package dev.sextant.worker.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Termination;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TerminationsTest {
  @Property(tries = 200)
  void fitIntoTwoKibibytesAndStayJson(@ForAll @StringLength(max = 5_000) String message) {
    Termination termination =
        Terminations.of(
            new JobOutcome.Refused("BadRow", message, null),
            new Artifacts.Shared("http://store/" + "x".repeat(700), "0".repeat(64)));

    String json = Terminations.json(termination);

    assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2_048);
    Termination read = Json.read(json, Termination.class);
    assertThat(read.outcome()).isEqualTo(Termination.Outcome.Refused);
    assertThat(read.resultUrl()).isEqualTo(termination.resultUrl());
  }

  @Test
  void keepAMessageThatFits() {
    Termination termination =
        Terminations.of(new JobOutcome.Failed("OutOfMemory", "too little memory"), null);

    assertThat(Json.read(Terminations.json(termination), Termination.class)).isEqualTo(termination);
  }

  @Test
  void cutALongMessageAndSaySo() {
    Termination termination =
        Terminations.of(new JobOutcome.Failed("InternalError", "é".repeat(5_000)), null);

    String message = Json.read(Terminations.json(termination), Termination.class).message();

    assertThat(message).startsWith("ééé").endsWith("...").hasSizeGreaterThan(800);
  }

  @Test
  void nameTheClassOfAnErrorThatNobodyExpected() {
    JobOutcome outcome = Terminations.of(new IllegalStateException("why\nstack"), "1 GiB");

    assertThat(outcome)
        .isEqualTo(new JobOutcome.Failed("InternalError", "IllegalStateException: why"));
  }

  @Test
  void tellMemoryFromOtherTroubleOfTheDatabase() {
    JobOutcome outcome =
        Terminations.of(new SQLException("Out of Memory Error: failed to allocate"), "512 MiB");

    assertThat(((JobOutcome.Failed) outcome).reason()).isEqualTo("OutOfMemory");
    assertThat(outcome.message()).contains("512 MiB");
  }
}
