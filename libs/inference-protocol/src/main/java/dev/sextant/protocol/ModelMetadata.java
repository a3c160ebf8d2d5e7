package dev.sextant.protocol;

import java.util.List;

/**
 * What a model takes and gives.
 *
 * @param platform framework and format, such as {@code onnxruntime_onnx}
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /**
   * A tensor.
   *
   * @param shape -1 stands for a dimension of any size
   */
  public record TensorMetadata(String name, Datatype datatype, List<Long> shape) {}
}
