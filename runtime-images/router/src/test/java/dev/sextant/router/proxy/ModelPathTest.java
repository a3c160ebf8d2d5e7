package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ModelPathTest {
  @Test
  void readsModelAndVersion() {
    assertThat(ModelPath.of("/v2/models/fare")).contains(new ModelPath("fare", null));
    assertThat(ModelPath.of("/v2/models/fare/infer")).contains(new ModelPath("fare", null));
    assertThat(ModelPath.of("/v2/models/fare/versions/fare-1/infer"))
        .contains(new ModelPath("fare", "fare-1"));
    assertThat(ModelPath.of("/v2/models/a%20b+c/ready")).contains(new ModelPath("a b+c", null));
  }

  @Test
  void leavesOtherPathsAlone() {
    assertThat(ModelPath.of("/v2/models")).isEmpty();
    assertThat(ModelPath.of("/v2/models/")).isEmpty();
    assertThat(ModelPath.of("/v2/health/ready")).isEmpty();
    assertThat(ModelPath.of("/v1/models/fare/infer")).isEmpty();
    assertThat(ModelPath.of("/v2/models/%zz/infer")).isEmpty();
  }

  @Property(tries = 2_000)
  void readsAnyPathWithoutFailing(@ForAll String tail) {
    ModelPath.of("/v2/models/" + tail).ifPresent(p -> assertThat(p.model()).isNotEmpty());
  }
}
