package dev.sextant.bench.serving;

import com.google.protobuf.ByteString;
import dev.sextant.protocol.grpc.InferTensorContents;
import dev.sextant.protocol.grpc.ModelInferRequest;
import java.nio.charset.StandardCharsets;

/** One ride, as samples/rides describes it, in both forms of the protocol. */
final class Ride {
  private Ride() {}

  static byte[] rest() {
    return """
    {"inputs":[\
    {"name":"distance","shape":[1],"datatype":"FP64","data":[4.2]},\
    {"name":"passengers","shape":[1],"datatype":"INT64","data":[2]},\
    {"name":"zone","shape":[1],"datatype":"BYTES","data":["zone 5"]},\
    {"name":"payment","shape":[1],"datatype":"BYTES","data":["card"]},\
    {"name":"airport","shape":[1],"datatype":"BOOL","data":[false]},\
    {"name":"pickup","shape":[1],"datatype":"BYTES","data":["2026-02-20T18:30:00Z"]}]}\
    """
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] grpc(String model) {
    return ModelInferRequest.newBuilder()
        .setModelName(model)
        .addInputs(input("distance", "FP64", contents().addFp64Contents(4.2)))
        .addInputs(input("passengers", "INT64", contents().addInt64Contents(2)))
        .addInputs(input("zone", "BYTES", text("zone 5")))
        .addInputs(input("payment", "BYTES", text("card")))
        .addInputs(input("airport", "BOOL", contents().addBoolContents(false)))
        .addInputs(input("pickup", "BYTES", text("2026-02-20T18:30:00Z")))
        .build()
        .toByteArray();
  }

  private static ModelInferRequest.InferInputTensor input(
      String name, String datatype, InferTensorContents.Builder contents) {
    return ModelInferRequest.InferInputTensor.newBuilder()
        .setName(name)
        .setDatatype(datatype)
        .addShape(1)
        .setContents(contents)
        .build();
  }

  private static InferTensorContents.Builder contents() {
    return InferTensorContents.newBuilder();
  }

  private static InferTensorContents.Builder text(String value) {
    return contents().addBytesContents(ByteString.copyFromUtf8(value));
  }
}
