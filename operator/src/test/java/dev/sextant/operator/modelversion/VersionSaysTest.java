package dev.sextant.operator.modelversion;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionSaysTest {
  private final Sayings sayings = new Sayings(Samples.version("ns"));

  @Test
  void saysWhatTheFileSays() {
    in("nothing is wrong with it", "", "");
    in("it has no label", "sextant.dev/model: \"fare\"", "other: \"fare\"");
    in("its label names another model", "sextant.dev/model: \"fare\"", "sextant.dev/model: \"x\"");
    in("its files are in no store", "s3://sextant", "https://sextant");
    in("it has no input", "inputs:", "others:");
    in(
        "an output is there twice",
        "outputs:",
        "outputs:\n    - {name: prediction, datatype: FP64}");

    sayings.assertMatches("modelversion.txt");
  }

  private void in(String situation, String text, String other) {
    String yaml = Serialization.asYaml(Samples.version("ns"));
    if (!yaml.contains(text)) {
      throw new IllegalStateException(text + " is not in\n" + yaml);
    }
    ModelVersion version = Yaml.read(yaml.replace(text, other), ModelVersion.class);
    sayings.in(situation, VersionDecider.decide(version, new ModelVersionStatus(null, List.of())));
  }
}
