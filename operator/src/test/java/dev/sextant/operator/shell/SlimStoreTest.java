package dev.sextant.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;

final class SlimStoreTest {
  @Test
  void storesOfDifferentControllersShareOneInstanceOfAVersion() {
    SlimStore<ConfigMap> one = new SlimStore<>();
    SlimStore<ConfigMap> other = new SlimStore<>();
    ConfigMap first = map("uid-1", "7", "a");

    one.put("ns/map", first);
    other.put("ns/map", map("uid-1", "7", "a"));

    assertThat(one.get("ns/map")).isSameAs(first);
    assertThat(other.get("ns/map")).isSameAs(first);
  }

  @Test
  void aNewVersionAndANewObjectOfTheNameAreThemselves() {
    SlimStore<ConfigMap> one = new SlimStore<>();
    SlimStore<ConfigMap> other = new SlimStore<>();
    one.put("ns/map", map("uid-2", "7", "a"));

    other.put("ns/map", map("uid-2", "8", "b"));
    assertThat(other.get("ns/map").getData()).containsEntry("key", "b");

    other.put("ns/map", map("uid-3", "7", "c"));
    assertThat(other.get("ns/map").getData()).containsEntry("key", "c");
    assertThat(one.get("ns/map").getData()).containsEntry("key", "a");
  }

  @Test
  void kindsAreNeverConfused() {
    SharedObjects shared = new SharedObjects();
    ConfigMap map = map("uid-4", "7", "a");
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withUid("uid-4")
            .withResourceVersion("7")
            .endMetadata()
            .build();

    assertThat(shared.shared(map)).isSameAs(map);
    assertThat(shared.shared(secret)).isSameAs(secret);
    assertThat(shared.size()).isEqualTo(2);
  }

  @Test
  void dropsManagedFields() {
    SlimStore<ConfigMap> store = new SlimStore<>();
    ConfigMap map = map("uid-5", "7", "a");
    map.getMetadata()
        .setManagedFields(
            java.util.List.of(new io.fabric8.kubernetes.api.model.ManagedFieldsEntry()));

    store.put("ns/map", map);

    assertThat(store.get("ns/map").getMetadata().getManagedFields()).isNullOrEmpty();
  }

  private static ConfigMap map(String uid, String version, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("map")
        .withNamespace("ns")
        .withUid(uid)
        .withResourceVersion(version)
        .endMetadata()
        .addToData("key", value)
        .build();
  }
}
