package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request or of an answer, token by token. */
final class JsonMessageReader {
  private final JsonReading reading;
  private @Nullable String modelName;
  private @Nullable String modelVersion;
  private @Nullable String id;
  private Map<String, Object> parameters = Map.of();
  private @Nullable List<Tensor> inputs;
  private @Nullable List<Tensor> outputs;
  private List<RequestedOutput> requested = List.of();

  private JsonMessageReader(byte[] body, int jsonLength, Limits limits) {
    this.reading = new JsonReading(body, jsonLength, limits);
  }

  static InferRequest request(byte[] body, int jsonLength, Limits limits) throws ProtocolException {
    var reader = new JsonMessageReader(body, jsonLength, limits);
    reader.read(true);
    if (reader.inputs == null) {
      throw ProtocolException.invalid("inputs", "is missing; send one tensor a column");
    }
    return new InferRequest(reader.id, reader.parameters, reader.inputs, reader.requested);
  }

  static InferResponse response(byte[] body, int jsonLength, Limits limits)
      throws ProtocolException {
    var reader = new JsonMessageReader(body, jsonLength, limits);
    reader.read(false);
    if (reader.outputs == null || reader.modelName == null) {
      throw ProtocolException.invalid(
          reader.outputs == null ? "outputs" : "model_name", "is missing");
    }
    return new InferResponse(
        reader.modelName, reader.modelVersion, reader.id, reader.parameters, reader.outputs);
  }

  private void read(boolean request) throws ProtocolException {
    try (JsonParser parser = reading.parser()) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw ProtocolException.invalid(
            "body", "is %s; send a JSON object with inputs".formatted(JsonNames.of(first)));
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        readField(parser, field, request);
      }
      if (parser.nextToken() != null) {
        throw ProtocolException.invalid("body", "goes on after the JSON object; send one object");
      }
    } catch (IOException e) {
      throw JsonReading.notJson(e);
    }
    reading.requireNoBinaryLeft();
  }

  private void readField(JsonParser parser, String field, boolean request)
      throws IOException, ProtocolException {
    JsonToken token = parser.nextToken();
    switch (field) {
      case "id" -> id = token == JsonToken.VALUE_NULL ? null : reading.text(parser, token, "id");
      case "model_name" -> modelName = request ? skip(parser) : reading.text(parser, token, field);
      case "model_version" ->
          modelVersion = request ? skip(parser) : reading.text(parser, token, field);
      case "parameters" -> parameters = reading.parameters(parser, token, "parameters");
      case "inputs" -> {
        once(inputs == null, field);
        inputs = tensors(parser, token, field);
      }
      case "outputs" -> {
        if (request) {
          requested = requested(parser, token);
        } else {
          once(outputs == null, field);
          outputs = tensors(parser, token, field);
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static @Nullable String skip(JsonParser parser) throws IOException {
    parser.skipChildren();
    return null;
  }

  private static void once(boolean first, String field) throws ProtocolException {
    if (!first) {
      throw ProtocolException.invalid(field, "is given twice; send it once");
    }
  }

  private List<Tensor> tensors(JsonParser parser, JsonToken token, String field)
      throws IOException, ProtocolException {
    array(token, field, "tensors");
    var tensors = new ArrayList<Tensor>();
    while (element(parser, field, tensors.size())) {
      tensors.add(new JsonTensorReader(reading, field + "[" + tensors.size() + "]").read(parser));
    }
    return tensors;
  }

  private List<RequestedOutput> requested(JsonParser parser, JsonToken token)
      throws IOException, ProtocolException {
    if (token == JsonToken.VALUE_NULL) {
      return List.of();
    }
    array(token, "outputs", "objects with a name");
    var result = new ArrayList<RequestedOutput>();
    while (element(parser, "outputs", result.size())) {
      result.add(requestedOutput(parser, "outputs[" + result.size() + "]"));
    }
    return result;
  }

  private RequestedOutput requestedOutput(JsonParser parser, String path)
      throws IOException, ProtocolException {
    String name = null;
    Map<String, Object> named = Map.of();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "name" -> name = reading.text(parser, token, path + ".name");
        case "parameters" -> named = reading.parameters(parser, token, path + ".parameters");
        default -> parser.skipChildren();
      }
    }
    if (name == null) {
      throw ProtocolException.invalid(path + ".name", "is missing; name the output");
    }
    return new RequestedOutput(name, named);
  }

  private static void array(JsonToken token, String field, String what) throws ProtocolException {
    if (token != JsonToken.START_ARRAY) {
      throw ProtocolException.invalid(
          field, "is %s; send an array of %s".formatted(JsonNames.of(token), what));
    }
  }

  private boolean element(JsonParser parser, String field, int index)
      throws IOException, ProtocolException {
    JsonToken token = reading.next(parser);
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    if (token != JsonToken.START_OBJECT) {
      throw ProtocolException.invalid(
          field + "[" + index + "]", "is %s; send an object".formatted(JsonNames.of(token)));
    }
    if (index == reading.limits().tensors()) {
      throw ProtocolException.invalid(
          field, "has more than %d entries; send fewer".formatted(reading.limits().tensors()));
    }
    return true;
  }
}
