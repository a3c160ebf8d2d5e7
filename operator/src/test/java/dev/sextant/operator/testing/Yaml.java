package dev.sextant.operator.testing;

import io.fabric8.kubernetes.client.utils.Serialization;

/** Objects of the API as tests like to write them. */
public final class Yaml {
  private Yaml() {}

  /** Reads an object. */
  public static <T> T read(String yaml, Class<T> type) {
    return Serialization.unmarshal(yaml, type);
  }
}
