package dev.sextant.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonFormatterTest {
  private final JsonFormatter formatter = new JsonFormatter();

  @Test
  void writesOneLineEvenForAMessageOfSeveralLines() throws Exception {
    LogRecord record = new LogRecord(Level.WARNING, "first\nsecond {0}");
    record.setParameters(new Object[] {"\"quoted\""});
    record.setLoggerName("dev.sextant.router");
    record.setInstant(Instant.parse("2026-01-02T03:04:05Z"));

    String line = formatter.format(record);

    assertThat(line).endsWith("\n").hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("time").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.path("level").asText()).isEqualTo("WARNING");
    assertThat(json.path("logger").asText()).isEqualTo("dev.sextant.router");
    assertThat(json.path("message").asText()).isEqualTo("first\nsecond \"quoted\"");
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void keepsTheStackOfAnError() throws Exception {
    LogRecord record = new LogRecord(Level.SEVERE, "broken");
    record.setThrown(new IllegalStateException("why"));

    JsonNode json = new ObjectMapper().readTree(formatter.format(record));

    assertThat(json.path("error").asText()).isEqualTo("java.lang.IllegalStateException: why");
    assertThat(json.path("stack").asText()).contains("keepsTheStackOfAnError");
  }

  @Test
  void takesAnUnknownLevelForInfo() {
    assertThat(JsonLogging.levelOf("verbos")).isEqualTo(Level.INFO);
    assertThat(JsonLogging.levelOf("debug")).isEqualTo(Level.FINE);
    assertThat(JsonLogging.levelOf("Error")).isEqualTo(Level.SEVERE);
  }
}
