package dev.sextant.contracts.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a model predicts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Task.Regression.class, name = "Regression"),
  @JsonSubTypes.Type(value = Task.Binary.class, name = "Binary")
})
public sealed interface Task {
  /** A number. */
  record Regression() implements Task {}

  /**
   * One of two classes.
   *
   * @param negative the text of the other class
   * @param positive the text of the class whose probability is predicted
   * @param threshold the probability from which on the answer is {@code positive}
   */
  record Binary(String negative, String positive, double threshold) implements Task {}
}
