package dev.sextant.contracts.model;

import dev.sextant.contracts.data.ColumnType;
import java.util.List;

/**
 * What a caller sends and gets: raw columns in, predictions out.
 *
 * @param inputs the raw columns, in the order of the metadata; every one must be sent, with null
 *     for a missing value
 * @param outputs what is answered; {@code prediction} (FP64) for a regression; {@code probability}
 *     (FP64) and {@code label} (BYTES) for a binary task
 */
public record Signature(List<Input> inputs, List<Output> outputs) {
  /**
   * A raw column of a request.
   *
   * @param name its name
   * @param type its logical type; the wire type follows from it
   */
  public record Input(String name, ColumnType type) {}

  /**
   * A column of an answer.
   *
   * @param name its name
   * @param datatype its Open Inference Protocol datatype
   */
  public record Output(String name, String datatype) {}

  /** The outputs that a task answers with. */
  public static List<Output> outputsOf(Task task) {
    return switch (task) {
      case Task.Regression ignored -> List.of(new Output("prediction", "FP64"));
      case Task.Binary ignored ->
          List.of(new Output("probability", "FP64"), new Output("label", "BYTES"));
    };
  }
}
