package dev.sextant.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for predictions, whichever way it came.
 *
 * @param id what the answer echoes; null when the caller gave none
 * @param parameters String, Long, Double or Boolean by name
 * @param inputs the named tensors, in the caller's order
 * @param outputs the outputs asked for; empty means all
 */
public record InferRequest(
    @Nullable String id,
    Map<String, Object> parameters,
    List<Tensor> inputs,
    List<RequestedOutput> outputs) {
  public InferRequest {
    parameters = Parameters.copyOf(parameters);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** A request for every output. */
  public static InferRequest of(List<Tensor> inputs) {
    return new InferRequest(null, Map.of(), inputs, List.of());
  }

  /**
   * An output asked for.
   *
   * @param parameters String, Long, Double or Boolean by name
   */
  public record RequestedOutput(String name, Map<String, Object> parameters) {
    public RequestedOutput {
      parameters = Parameters.copyOf(parameters);
    }
  }
}
