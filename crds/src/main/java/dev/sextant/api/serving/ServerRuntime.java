package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What runs a model. */
public enum ServerRuntime {
  /** The Sextant model server with ONNX Runtime. */
  Onnx,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static ServerRuntime read(String text) {
    return TolerantEnum.read(ServerRuntime.class, text, Unknown);
  }
}
