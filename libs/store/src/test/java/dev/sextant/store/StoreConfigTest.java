package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration must look like, and that it gives no secret away. */
final class StoreConfigTest {
  private static final StoreCredentials CREDENTIALS = new StoreCredentials("reader", "opensesame");

  @ParameterizedTest
  @CsvSource({
    "s3.example.com, artifacts, '', endpoint",
    "ftp://s3.example.com, artifacts, '', endpoint",
    "http://s3.example.com, ' ', '', bucket",
    "http://s3.example.com, ab, '', bucket",
    "http://s3.example.com, artifacts, team, prefix",
    "http://s3.example.com, artifacts, /team/, prefix"
  })
  void refusesWhatCannotWork(String endpoint, String bucket, String prefix, String field) {
    assertThatThrownBy(
            () -> StoreConfig.of(URI.create(endpoint), "eu-1", bucket, prefix, true, CREDENTIALS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field + ": ");
  }

  @Test
  void neverShowsTheSecret() {
    var config =
        StoreConfig.of(URI.create("http://s3.example.com"), "", "artifacts", "", true, CREDENTIALS);

    assertThat(config.toString()).contains("reader").doesNotContain("opensesame");
    assertThat(config.region()).isEqualTo("us-east-1");
  }

  @Test
  void takesCredentialsFromTheEnvironment() {
    var environment =
        Map.of(
            "SEXTANT_STORE_ACCESS_KEY_ID", "reader",
            "SEXTANT_STORE_SECRET_ACCESS_KEY", "opensesame\n");

    assertThat(StoreCredentials.from(environment)).isEqualTo(CREDENTIALS);
  }

  @Test
  void saysWhichVariablesAreMissing() {
    assertThatThrownBy(() -> StoreCredentials.from(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SEXTANT_STORE_ACCESS_KEY_ID")
        .hasMessageContaining("SEXTANT_STORE_SECRET_ACCESS_KEY");
  }
}
