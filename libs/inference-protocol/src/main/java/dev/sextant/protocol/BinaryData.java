package dev.sextant.protocol;

import dev.sextant.protocol.InferRequest.RequestedOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The binary tensor data extension of REST: values follow the JSON as raw bytes, and a header says
 * where the JSON ends.
 */
public final class BinaryData {
  /** The name of the extension, as a server lists it. */
  public static final String EXTENSION = "binary_tensor_data";

  /** The header that holds the length of the JSON; absent where all of the body is JSON. */
  public static final String HEADER = "Inference-Header-Content-Length";

  /** The parameter of a tensor that says how many bytes it has after the JSON. */
  static final String SIZE = "binary_data_size";

  private static final String OF_OUTPUT = "binary_data";
  private static final String OF_ALL_OUTPUTS = "binary_data_output";
  private static final String FIELD = "header " + HEADER;

  private BinaryData() {}

  /**
   * How many bytes of a body are JSON.
   *
   * @param header the header; null when there is none
   */
  public static int jsonLength(@Nullable String header, int bodyLength) throws ProtocolException {
    if (header == null) {
      return bodyLength;
    }
    int length = wholeNumber(header.strip());
    if (length > bodyLength) {
      throw ProtocolException.invalid(
          FIELD,
          "is %d, but the body has %d bytes; send the length of its JSON"
              .formatted(length, bodyLength));
    }
    if (length == 0) {
      throw ProtocolException.invalid(
          FIELD, "is 0, a body of bytes alone is not taken; send JSON that describes the tensors");
    }
    return length;
  }

  private static int wholeNumber(String text) throws ProtocolException {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (digits) {
        return Integer.parseInt(text);
      }
    } catch (NumberFormatException e) {
      // Too long a number: refused below, as all that is none.
    }
    throw ProtocolException.invalid(
        FIELD, Quote.of(text) + " is no length; send the number of bytes of the JSON");
  }

  /** Which outputs a request wants as bytes: each says so, or the request does for all. */
  public static Predicate<String> outputs(InferRequest request) throws ProtocolException {
    boolean all = truth("", request.parameters(), OF_ALL_OUTPUTS, false);
    List<RequestedOutput> requested = request.outputs();
    Map<String, Boolean> chosen = new HashMap<>();
    for (int i = 0; i < requested.size(); i++) {
      RequestedOutput output = requested.get(i);
      chosen.put(output.name(), truth("outputs[" + i + "]", output.parameters(), OF_OUTPUT, all));
    }
    return name -> chosen.getOrDefault(name, all);
  }

  private static boolean truth(
      String owner, Map<String, Object> parameters, String name, boolean otherwise)
      throws ProtocolException {
    return switch (parameters.get(name)) {
      case null -> otherwise;
      case Boolean value -> value;
      case Object other ->
          throw ProtocolException.invalid(
              path(owner, name),
              Quote.of(other.toString()) + " is no truth value; send true or false");
    };
  }

  static String path(String owner, String parameter) {
    return (owner.isEmpty() ? "" : owner + ".") + "parameters['" + parameter + "']";
  }
}
