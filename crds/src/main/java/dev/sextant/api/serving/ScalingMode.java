package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** Who decides the number of servers. */
public enum ScalingMode {
  /** The number in the spec. */
  Fixed,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static ScalingMode read(String text) {
    return TolerantEnum.read(ScalingMode.class, text, Unknown);
  }
}
