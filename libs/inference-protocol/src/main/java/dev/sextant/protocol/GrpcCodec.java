package dev.sextant.protocol;

import com.google.protobuf.ByteString;
import dev.sextant.protocol.InferRequest.RequestedOutput;
import dev.sextant.protocol.grpc.InferParameter;
import dev.sextant.protocol.grpc.ModelInferRequest;
import dev.sextant.protocol.grpc.ModelInferRequest.InferInputTensor;
import dev.sextant.protocol.grpc.ModelInferRequest.InferRequestedOutputTensor;
import dev.sextant.protocol.grpc.ModelInferResponse;
import dev.sextant.protocol.grpc.ModelMetadataResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gRPC form of the protocol: protobuf messages to and from the form that all code shares. */
public final class GrpcCodec {
  private GrpcCodec() {}

  /** Whether the tensors of a request are raw bytes; its answer should have the same form. */
  public static boolean isRaw(ModelInferRequest message) {
    return message.getRawInputContentsCount() > 0;
  }

  /** Reads the message of {@code ModelInfer}. */
  public static InferRequest readRequest(ModelInferRequest message, Limits limits)
      throws ProtocolException {
    int count = message.getInputsCount();
    bounded("inputs", count, limits);
    bounded("outputs", message.getOutputsCount(), limits);
    boolean raw = isRaw(message);
    if (raw && message.getRawInputContentsCount() != count) {
      throw ProtocolException.invalid(
          "raw_input_contents",
          "has %d entries for %d inputs; send one for each, in order"
              .formatted(message.getRawInputContentsCount(), count));
    }
    var inputs = new ArrayList<Tensor>(count);
    for (int i = 0; i < count; i++) {
      inputs.add(
          input(i, message.getInputs(i), raw ? message.getRawInputContents(i) : null, limits));
    }
    var outputs = new ArrayList<RequestedOutput>(message.getOutputsCount());
    for (int i = 0; i < message.getOutputsCount(); i++) {
      InferRequestedOutputTensor output = message.getOutputs(i);
      String path = "outputs[" + i + "].parameters";
      outputs.add(
          new RequestedOutput(output.getName(), parameters(path, output.getParametersMap())));
    }
    return new InferRequest(
        message.getId().isEmpty() ? null : message.getId(),
        parameters("parameters", message.getParametersMap()),
        inputs,
        outputs);
  }

  /**
   * The message of a request.
   *
   * @param model the model that it is for
   * @param raw whether tensors are raw bytes
   */
  public static ModelInferRequest writeRequest(String model, InferRequest request, boolean raw) {
    var message = ModelInferRequest.newBuilder().setModelName(model);
    if (request.id() != null) {
      message.setId(request.id());
    }
    request.parameters().forEach((name, value) -> message.putParameters(name, parameter(value)));
    for (Tensor tensor : request.inputs()) {
      var input =
          message
              .addInputsBuilder()
              .setName(tensor.name())
              .setDatatype(tensor.datatype().name())
              .addAllShape(tensor.shape());
      if (raw) {
        message.addRawInputContents(RawTensors.write(tensor));
      } else {
        input.setContents(TypedTensors.write(tensor));
      }
    }
    for (RequestedOutput output : request.outputs()) {
      var requested = message.addOutputsBuilder().setName(output.name());
      output.parameters().forEach((name, value) -> requested.putParameters(name, parameter(value)));
    }
    return message.build();
  }

  /**
   * The message of an answer.
   *
   * @param raw whether tensors are raw bytes
   */
  public static ModelInferResponse writeResponse(InferResponse response, boolean raw) {
    var message = ModelInferResponse.newBuilder().setModelName(response.modelName());
    if (response.modelVersion() != null) {
      message.setModelVersion(response.modelVersion());
    }
    if (response.id() != null) {
      message.setId(response.id());
    }
    response.parameters().forEach((name, value) -> message.putParameters(name, parameter(value)));
    for (Tensor tensor : response.outputs()) {
      var output =
          message
              .addOutputsBuilder()
              .setName(tensor.name())
              .setDatatype(tensor.datatype().name())
              .addAllShape(tensor.shape());
      if (raw) {
        message.addRawOutputContents(RawTensors.write(tensor));
      } else {
        output.setContents(TypedTensors.write(tensor));
      }
    }
    return message.build();
  }

  /** The message of metadata. */
  public static ModelMetadataResponse writeModelMetadata(ModelMetadata metadata) {
    var message =
        ModelMetadataResponse.newBuilder()
            .setName(metadata.name())
            .addAllVersions(metadata.versions())
            .setPlatform(metadata.platform());
    metadata.inputs().forEach(tensor -> message.addInputs(tensorMetadata(tensor)));
    metadata.outputs().forEach(tensor -> message.addOutputs(tensorMetadata(tensor)));
    return message.build();
  }

  /** The status that tells a caller of an error. */
  public static StatusRuntimeException status(ProtocolException e) {
    return Status.fromCode(e.kind().grpcCode())
        .withDescription(e.getMessage())
        .asRuntimeException();
  }

  private static void bounded(String field, int count, Limits limits) throws ProtocolException {
    if (count > limits.tensors()) {
      throw ProtocolException.invalid(
          field, "has more than %d entries; send fewer".formatted(limits.tensors()));
    }
  }

  private static Tensor input(
      int index, InferInputTensor input, @Nullable ByteString raw, Limits limits)
      throws ProtocolException {
    String path = "inputs[" + index + "]";
    if (input.getName().isEmpty()) {
      throw ProtocolException.invalid(path + ".name", "is missing; name the tensor");
    }
    if (input.getDatatype().isEmpty()) {
      throw ProtocolException.invalid(path + ".datatype", "is missing; send one such as FP64");
    }
    if (input.getShapeCount() == 0) {
      throw ProtocolException.invalid(
          path + ".shape", "is missing; send the number of values, such as [1]");
    }
    parameters(path + ".parameters", input.getParametersMap());
    Datatype datatype = Datatype.parse(path + ".datatype", input.getDatatype());
    int count = Shapes.count(path + ".shape", input.getShapeList(), limits);
    if (raw != null && input.hasContents()) {
      throw ProtocolException.invalid(
          path + ".contents", "is set beside raw_input_contents; send one of them");
    }
    Values values =
        raw != null
            ? RawTensors.read("raw_input_contents[" + index + "]", datatype, count, raw)
            : TypedTensors.read(path + ".contents", datatype, input.getContents());
    if (values.size() != count) {
      throw Shapes.mismatch(path + ".contents", values.size(), input.getShapeList());
    }
    return new Tensor(input.getName(), datatype, input.getShapeList(), values);
  }

  private static Map<String, Object> parameters(String path, Map<String, InferParameter> message)
      throws ProtocolException {
    if (message.isEmpty()) {
      return Map.of();
    }
    var parameters = new LinkedHashMap<String, Object>();
    for (Map.Entry<String, InferParameter> entry : message.entrySet()) {
      InferParameter value = entry.getValue();
      parameters.put(
          entry.getKey(),
          switch (value.getParameterChoiceCase()) {
            case BOOL_PARAM -> value.getBoolParam();
            case INT64_PARAM -> value.getInt64Param();
            case UINT64_PARAM -> value.getUint64Param();
            case STRING_PARAM -> value.getStringParam();
            case DOUBLE_PARAM -> value.getDoubleParam();
            case PARAMETERCHOICE_NOT_SET ->
                throw ProtocolException.invalid(
                    path + "[" + Quote.of(entry.getKey()) + "]", "has no value; set one");
          });
    }
    return parameters;
  }

  private static InferParameter parameter(Object value) {
    var message = InferParameter.newBuilder();
    return switch (value) {
      case Boolean truth -> message.setBoolParam(truth).build();
      case Long whole -> message.setInt64Param(whole).build();
      case Double number -> message.setDoubleParam(number).build();
      case Object text -> message.setStringParam(text.toString()).build();
    };
  }

  private static ModelMetadataResponse.TensorMetadata tensorMetadata(
      ModelMetadata.TensorMetadata tensor) {
    return ModelMetadataResponse.TensorMetadata.newBuilder()
        .setName(tensor.name())
        .setDatatype(tensor.datatype().name())
        .addAllShape(tensor.shape())
        .build();
  }

  /** Reads the answer of another server; for clients and comparisons. */
  public static InferResponse readResponse(ModelInferResponse message, Limits limits)
      throws ProtocolException {
    boolean raw = message.getRawOutputContentsCount() > 0;
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < message.getOutputsCount(); i++) {
      ModelInferResponse.InferOutputTensor output = message.getOutputs(i);
      String path = "outputs[" + i + "]";
      Datatype datatype = Datatype.parse(path + ".datatype", output.getDatatype());
      int count = Shapes.count(path + ".shape", output.getShapeList(), limits);
      Values values =
          raw
              ? RawTensors.read(
                  "raw_output_contents[" + i + "]",
                  datatype,
                  count,
                  message.getRawOutputContents(i))
              : TypedTensors.read(path + ".contents", datatype, output.getContents());
      if (values.size() != count) {
        throw Shapes.mismatch(path + ".contents", values.size(), output.getShapeList());
      }
      outputs.add(new Tensor(output.getName(), datatype, output.getShapeList(), values));
    }
    return new InferResponse(
        message.getModelName(),
        message.getModelVersion().isEmpty() ? null : message.getModelVersion(),
        message.getId().isEmpty() ? null : message.getId(),
        parameters("parameters", message.getParametersMap()),
        outputs);
  }
}
