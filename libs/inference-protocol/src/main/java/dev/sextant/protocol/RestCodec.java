package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import dev.sextant.protocol.ModelMetadata.TensorMetadata;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** The form of the protocol over REST: JSON, and the bytes of tensors after it. */
public final class RestCodec {
  private static final int EXPECTED = 512;
  private static final int EXPECTED_PER_VALUE = 24;

  private RestCodec() {}

  /** No tensor is binary. */
  private static boolean none(String tensor) {
    return false;
  }

  /** Reads the body of {@code infer} that is all JSON. */
  public static InferRequest readRequest(byte[] body, Limits limits) throws ProtocolException {
    return readRequest(body, body.length, limits);
  }

  /**
   * Reads the body of {@code infer}.
   *
   * @param jsonLength how many of its bytes are JSON; values of tensors follow
   */
  public static InferRequest readRequest(byte[] body, int jsonLength, Limits limits)
      throws ProtocolException {
    return JsonMessageReader.request(body, jsonLength, limits);
  }

  /** Reads the answer of another server that is all JSON. */
  public static InferResponse readResponse(byte[] body, Limits limits) throws ProtocolException {
    return readResponse(body, body.length, limits);
  }

  /**
   * Reads the answer of another server.
   *
   * @param jsonLength how many of its bytes are JSON; values of tensors follow
   */
  public static InferResponse readResponse(byte[] body, int jsonLength, Limits limits)
      throws ProtocolException {
    return JsonMessageReader.response(body, jsonLength, limits);
  }

  /** The body of {@code infer}, all JSON; a missing value is null. */
  public static byte[] writeRequest(InferRequest request) {
    return writeRequest(request, RestCodec::none).bytes();
  }

  /**
   * The body of {@code infer}.
   *
   * @param binary the tensors whose values follow the JSON as bytes, by name
   */
  public static RestBody writeRequest(InferRequest request, Predicate<String> binary) {
    var tail = new BinaryTail(binary);
    byte[] json =
        JsonMessageWriter.object(
            expected(request.inputs(), binary),
            out -> {
              JsonMessageWriter.optional(out, "id", request.id());
              JsonMessageWriter.parameters(out, request.parameters());
              JsonMessageWriter.tensors(out, "inputs", request.inputs(), tail);
              if (!request.outputs().isEmpty()) {
                requested(out, request.outputs());
              }
            });
    return tail.after(json);
  }

  /** The body of an answer, all JSON. */
  public static byte[] writeResponse(InferResponse response) {
    return writeResponse(response, RestCodec::none).bytes();
  }

  /**
   * The body of an answer.
   *
   * @param binary the tensors whose values follow the JSON as bytes, by name
   */
  public static RestBody writeResponse(InferResponse response, Predicate<String> binary) {
    var tail = new BinaryTail(binary);
    byte[] json =
        JsonMessageWriter.object(
            expected(response.outputs(), binary),
            out -> {
              out.writeStringField("model_name", response.modelName());
              JsonMessageWriter.optional(out, "model_version", response.modelVersion());
              JsonMessageWriter.optional(out, "id", response.id());
              JsonMessageWriter.parameters(out, response.parameters());
              JsonMessageWriter.tensors(out, "outputs", response.outputs(), tail);
            });
    return tail.after(json);
  }

  /** {@code {"error": message}}. */
  public static byte[] writeError(String message) {
    return JsonMessageWriter.object(EXPECTED, json -> json.writeStringField("error", message));
  }

  /** The answer of {@code /v2}. */
  public static byte[] writeServerMetadata(ServerMetadata metadata) {
    return JsonMessageWriter.object(
        EXPECTED,
        json -> {
          json.writeStringField("name", metadata.name());
          json.writeStringField("version", metadata.version());
          strings(json, "extensions", metadata.extensions());
        });
  }

  /** The answer of {@code /v2/models/{model}}. */
  public static byte[] writeModelMetadata(ModelMetadata metadata) {
    return JsonMessageWriter.object(
        EXPECTED,
        json -> {
          json.writeStringField("name", metadata.name());
          strings(json, "versions", metadata.versions());
          json.writeStringField("platform", metadata.platform());
          metadataTensors(json, "inputs", metadata.inputs());
          metadataTensors(json, "outputs", metadata.outputs());
        });
  }

  /** The answer of {@code /v2/models}. */
  public static byte[] writeModels(List<String> models) {
    return JsonMessageWriter.object(EXPECTED, json -> strings(json, "models", models));
  }

  /** {@code {"live": ...}}. */
  public static byte[] writeLive(boolean live) {
    return JsonMessageWriter.object(EXPECTED, json -> json.writeBooleanField("live", live));
  }

  /** {@code {"ready": ...}}. */
  public static byte[] writeReady(boolean ready) {
    return JsonMessageWriter.object(EXPECTED, json -> json.writeBooleanField("ready", ready));
  }

  /** {@code {"name": ..., "ready": ...}}. */
  public static byte[] writeModelReady(String model, boolean ready) {
    return JsonMessageWriter.object(
        EXPECTED,
        json -> {
          json.writeStringField("name", model);
          json.writeBooleanField("ready", ready);
        });
  }

  private static int expected(List<Tensor> tensors, Predicate<String> binary) {
    long values =
        tensors.stream()
            .filter(tensor -> !binary.test(tensor.name()))
            .mapToLong(tensor -> tensor.values().size())
            .sum();
    return (int) Math.min(EXPECTED + values * EXPECTED_PER_VALUE, 1 << 20);
  }

  private static void requested(JsonGenerator json, List<RequestedOutput> outputs)
      throws IOException {
    json.writeArrayFieldStart("outputs");
    for (RequestedOutput output : outputs) {
      json.writeStartObject();
      json.writeStringField("name", output.name());
      JsonMessageWriter.parameters(json, output.parameters());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void strings(JsonGenerator json, String field, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void metadataTensors(
      JsonGenerator json, String field, List<TensorMetadata> tensors) throws IOException {
    json.writeArrayFieldStart(field);
    for (TensorMetadata tensor : tensors) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeStringField("datatype", tensor.datatype().name());
      json.writeArrayFieldStart("shape");
      for (Long size : tensor.shape()) {
        json.writeNumber(size);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
