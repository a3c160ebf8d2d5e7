package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of objects, and which keys a star stands for. */
final class S3UriTest {

  @Test
  void readsBucketAndKey() {
    assertThat(S3Uri.parse("s3://lake/rides/2026/a.csv"))
        .isEqualTo(new S3Uri("lake", "rides/2026/a.csv"))
        .hasToString("s3://lake/rides/2026/a.csv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3://",
        "s3://lake",
        "s3://lake/",
        "s3:///a",
        "http://lake/a",
        "s3://la*e/a",
        "s3://b/a"
      })
  void refusesWhatIsNoPlace(String text) {
    assertThatThrownBy(() -> S3Uri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Property(tries = 500)
  void starsMatchAnythingButASlash(@ForAll("keys") String pattern, @ForAll("keys") String key) {
    String literal = key.replace("*", "");
    Pattern oracle = Pattern.compile(pattern.replace("*", "[^/]*"));

    assertThat(new S3Uri("b", pattern).matches(literal))
        .isEqualTo(oracle.matcher(literal).matches());
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings().withChars("ab/*").ofMaxLength(8);
  }
}
