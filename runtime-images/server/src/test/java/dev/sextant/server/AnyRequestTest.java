package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.Datatype;
import dev.sextant.protocol.ErrorKind;
import dev.sextant.protocol.GrpcCodec;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestBody;
import dev.sextant.protocol.RestCodec;
import dev.sextant.protocol.Tensor;
import dev.sextant.protocol.Values;
import dev.sextant.protocol.grpc.ModelInferRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever comes in: an answer or a refusal, the same over both wires. */
final class AnyRequestTest {
  private static Path directory;
  private static ModelServer server;
  private static RestClient rest;
  private static GrpcClient grpc;

  @BeforeContainer
  static void start() throws IOException {
    directory = Files.createTempDirectory("model");
    server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1");
    rest = new RestClient(server.restPort());
    grpc = new GrpcClient(server.grpcPort());
  }

  @AfterContainer
  static void stop() throws IOException {
    grpc.close();
    server.close();
    for (String file : List.of("model.json", "model.onnx", "golden.json")) {
      Files.delete(directory.resolve(file));
    }
    Files.delete(directory);
  }

  /** One row of the fare model; NaN and null are missing. */
  record Row(double distance, double passengers, String zone, String pickup, boolean shared) {}

  @Provide
  Arbitrary<List<Row>> rows() {
    return Combinators.combine(
            Arbitraries.doubles().between(-1e6, 1e6).injectNull(0.1),
            Arbitraries.integers().between(-5, 1_000_000).injectNull(0.1),
            Arbitraries.of("Midtown", "Queens", "", "\u00fcber \"quoted\"\n\ud83d\ude95"),
            Arbitraries.of(
                "", "2026-03-01T09:30:00Z", "2026-11-01T01:30:00", "1999-12-31 23:59:59.999999"),
            Arbitraries.of(true, false))
        .as((distance, passengers, zone, pickup, shared) ->
            new Row(
                distance == null ? Double.NaN : distance,
                passengers == null ? Double.NaN : passengers,
                zone,
                pickup,
                shared))
        .list()
        .ofMinSize(0)
        .ofMaxSize(20);
  }

  private static List<Tensor> tensors(List<Row> rows, boolean single) {
    var shared = new byte[rows.size()];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = (byte) (rows.get(i).shared() ? 1 : 0);
    }
    double[] distance = rows.stream().mapToDouble(Row::distance).toArray();
    Tensor fp64 = Tensor.fp64("distance", distance);
    return List.of(
        single ? new Tensor("distance", Datatype.FP32, fp64.shape(), singles(distance)) : fp64,
        Tensor.fp64("passengers", rows.stream().mapToDouble(Row::passengers).toArray()),
        Tensor.bytes("zone", rows.stream().map(Row::zone).toArray(String[]::new)),
        Tensor.bytes("pickup", rows.stream().map(Row::pickup).toArray(String[]::new)),
        new Tensor("shared", Datatype.BOOL, fp64.shape(), new Values.Truths(shared)));
  }

  private static Values singles(double[] values) {
    var singles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    return new Values.Numbers(singles);
  }

  @Property(tries = 150)
  void givesTheSameAnswerOverBothWiresInEveryForm(
      @ForAll("rows") List<Row> rows, @ForAll boolean single, @ForAll Random random)
      throws ProtocolException {
    var shuffled = new ArrayList<>(tensors(rows, single));
    Collections.shuffle(shuffled, random);
    InferRequest request = InferRequest.of(shuffled);
    var limits = server.predictor().limits();

    InferResponse overRest =
        RestCodec.readResponse(
            rest.infer(new String(RestCodec.writeRequest(request), StandardCharsets.UTF_8))
                .body()
                .getBytes(StandardCharsets.UTF_8),
            limits);
    InferResponse bytes = overBinaryRest(request, random);
    InferResponse typed = overGrpc(request, false);
    InferResponse raw = overGrpc(request, true);

    assertThat(data(bytes)).isEqualTo(data(overRest)).hasSize(rows.size());
    assertThat(data(typed)).isEqualTo(data(overRest));
    assertThat(data(raw)).isEqualTo(data(overRest));
  }

  /** Some of the tensors as bytes, others as JSON; the answer either way. */
  private static InferResponse overBinaryRest(InferRequest request, Random random)
      throws ProtocolException {
    boolean binaryAnswer = random.nextBoolean();
    Map<String, Boolean> binary =
        request.inputs().stream()
            .collect(Collectors.toMap(Tensor::name, tensor -> random.nextBoolean()));
    var asking =
        new InferRequest(
            "b", Map.of("binary_data_output", binaryAnswer), request.inputs(), List.of());
    HttpResponse<byte[]> response =
        rest.infer(RestCodec.writeRequest(asking, name -> binary.getOrDefault(name, false)));
    Optional<String> header = response.headers().firstValue(BinaryData.HEADER);
    byte[] body = response.body();
    assertThat(header.isPresent()).isEqualTo(binaryAnswer);
    return RestCodec.readResponse(
        body, BinaryData.jsonLength(header.orElse(null), body.length), server.predictor().limits());
  }

  private static InferResponse overGrpc(InferRequest request, boolean raw)
      throws ProtocolException {
    var message = GrpcCodec.writeRequest("fare", request, raw);
    return GrpcCodec.readResponse(grpc.stub().modelInfer(message), server.predictor().limits());
  }

  private static List<Double> data(InferResponse response) {
    var values = (Values.Numbers) response.outputs().getFirst().values();
    var data = new ArrayList<Double>();
    for (int i = 0; i < values.size(); i++) {
      data.add(values.at(i));
    }
    return data;
  }

  @Property(tries = 2_000)
  void answersOrRefusesAnyJson(@ForAll Random random) {
    byte[] body = TestModel.FARE_GOLDEN_REQUEST.getBytes(StandardCharsets.UTF_8);
    byte[] mutated = mutate(body, random, "[]{}\",:0123456789.-eE \\ntruefalsn\u0000");

    expectAnswerOrRefusal(() -> RestCodec.readRequest(mutated, server.predictor().limits()));
  }

  @Property(tries = 2_000)
  void answersOrRefusesAnyBytesAfterTheJson(@ForAll Random random) throws ProtocolException {
    var request =
        RestCodec.readRequest(
            TestModel.FARE_GOLDEN_REQUEST.getBytes(StandardCharsets.UTF_8),
            server.predictor().limits());
    RestBody body = RestCodec.writeRequest(request, name -> random.nextInt(4) > 0);
    byte[] mutated = mutate(body.bytes(), random, null);
    int jsonLength =
        Math.clamp(body.jsonLength() + random.nextInt(-2, 3), 0, Math.max(0, mutated.length));

    expectAnswerOrRefusal(
        () -> RestCodec.readRequest(mutated, jsonLength, server.predictor().limits()));
  }

  @Property(tries = 2_000)
  void answersOrRefusesAnyMessage(@ForAll Random random, @ForAll boolean raw)
      throws ProtocolException {
    var request =
        RestCodec.readRequest(
            TestModel.FARE_GOLDEN_REQUEST.getBytes(StandardCharsets.UTF_8),
            server.predictor().limits());
    byte[] bytes = GrpcCodec.writeRequest("fare", request, raw).toByteArray();
    byte[] mutated = mutate(bytes, random, null);
    try {
      var message = ModelInferRequest.parseFrom(mutated);
      expectAnswerOrRefusal(() -> GrpcCodec.readRequest(message, server.predictor().limits()));
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).isNotNull(); // gRPC itself refuses what is no message.
    }
  }

  private interface Decoding {
    InferRequest decode() throws ProtocolException;
  }

  private static void expectAnswerOrRefusal(Decoding decoding) {
    try {
      assertThat(server.predictor().predict(decoding.decode()).outputs()).hasSize(1);
    } catch (ProtocolException e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.INVALID);
      assertThat(e.getMessage()).matches("(?s)[a-z_]+[\\[\\].a-z0-9_']*.*: .+");
    }
  }

  /** Changes, drops, doubles or inserts a few bytes. */
  private static byte[] mutate(byte[] from, Random random, String alphabet) {
    var bytes = new ArrayList<Byte>();
    for (byte b : from) {
      bytes.add(b);
    }
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits && !bytes.isEmpty(); i++) {
      int at = random.nextInt(bytes.size());
      byte value =
          alphabet == null
              ? (byte) random.nextInt(256)
              : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(4)) {
        case 0 -> bytes.set(at, value);
        case 1 -> bytes.remove(at);
        case 2 -> bytes.add(at, value);
        default -> {
          int end = Math.min(bytes.size(), at + random.nextInt(40));
          bytes.addAll(at, List.copyOf(bytes.subList(at, end)));
        }
      }
    }
    var mutated = new byte[bytes.size()];
    for (int i = 0; i < mutated.length; i++) {
      mutated[i] = bytes.get(i);
    }
    return mutated;
  }
}
