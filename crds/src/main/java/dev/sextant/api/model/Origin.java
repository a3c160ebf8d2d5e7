package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** Where a model version comes from. */
public enum Origin {
  /** A TrainingRun of this cluster made it. */
  Trained,
  /** Somebody brought it. */
  Imported,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Origin read(String text) {
    return TolerantEnum.read(Origin.class, text, Unknown);
  }
}
