package dev.sextant.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an {@link InferRequest}.
 *
 * @param modelName the model that answered
 * @param modelVersion its version; null when not told
 * @param id the id of the request; null when it had none
 * @param parameters String, Long, Double or Boolean by name
 * @param outputs the tensors, in the order asked for
 */
public record InferResponse(
    String modelName,
    @Nullable String modelVersion,
    @Nullable String id,
    Map<String, Object> parameters,
    List<Tensor> outputs) {
  public InferResponse {
    parameters = Parameters.copyOf(parameters);
    outputs = List.copyOf(outputs);
  }
}
