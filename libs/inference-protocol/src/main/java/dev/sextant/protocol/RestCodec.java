package dev.sextant.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import dev.sextant.protocol.ModelMetadata.TensorMetadata;
import java.io.IOException;
import java.util.List;

/** The JSON form of the protocol. */
public final class RestCodec {
  private static final int EXPECTED = 512;
  private static final int EXPECTED_PER_VALUE = 24;

  private RestCodec() {}

  /** Reads the body of {@code infer}. */
  public static InferRequest readRequest(byte[] body, Limits limits) throws ProtocolException {
    return JsonMessageReader.request(body, limits);
  }

  /** Reads the answer of another server. */
  public static InferResponse readResponse(byte[] body, Limits limits) throws ProtocolException {
    return JsonMessageReader.response(body, limits);
  }

  /** The body of {@code infer}; a missing value is null. */
  public static byte[] writeRequest(InferRequest request) {
    return JsonMessageWriter.object(
        expected(request.inputs()),
        json -> {
          JsonMessageWriter.optional(json, "id", request.id());
          JsonMessageWriter.parameters(json, request.parameters());
          JsonMessageWriter.tensors(json, "inputs", request.inputs());
          if (!request.outputs().isEmpty()) {
            requested(json, request.outputs());
          }
        });
  }

  /** The body of an answer. */
  public static byte[] writeResponse(InferResponse response) {
    return JsonMessageWriter.object(
        expected(response.outputs()),
        json -> {
          json.writeStringField("model_name", response.modelName());
          JsonMessageWriter.optional(json, "model_version", response.modelVersion());
          JsonMessageWriter.optional(json, "id", response.id());
          JsonMessageWriter.parameters(json, response.parameters());
          JsonMessageWriter.tensors(json, "outputs", response.outputs());
        });
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

  private static int expected(List<Tensor> tensors) {
    long values = tensors.stream().mapToLong(tensor -> tensor.values().size()).sum();
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
