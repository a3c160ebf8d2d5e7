package dev.sextant.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.protocol.grpc.ModelInferRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every request, whichever tensors it has. */
final class CodecPropertiesTest {
  private static final Limits LIMITS = new Limits(100, 10);

  private static InferRequest anyRequest(Random random, boolean missing) {
    int rows = random.nextInt(8);
    List<Tensor> tensors =
        Arrays.stream(Datatype.values())
            .filter(datatype -> random.nextInt(3) == 0)
            .limit(5)
            .map(datatype -> anyTensor(datatype, rows, random, missing))
            .toList();
    String id = random.nextBoolean() ? "id \u00fc" : null;
    return new InferRequest(
        id,
        Map.of("whole", 1L, "half", 0.5, "yes", true, "text", "t"),
        tensors,
        List.of(new InferRequest.RequestedOutput("p", Map.of())));
  }

  private static Tensor anyTensor(Datatype datatype, int rows, Random random, boolean missing) {
    List<Long> shape = random.nextBoolean() ? List.of((long) rows) : List.of((long) rows, 1L);
    Values values =
        switch (datatype.kind()) {
          case NUMBER -> numbers(datatype, rows, random, missing);
          case INTEGER -> integers(datatype, rows, random, missing);
          case TEXT -> texts(rows, random, missing);
          case TRUTH -> truths(rows, random, missing);
        };
    return new Tensor("t_" + datatype, datatype, shape, values);
  }

  private static Values numbers(Datatype datatype, int rows, Random random, boolean missing) {
    var values = new double[rows];
    for (int i = 0; i < rows; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(30));
      values[i] =
          missing && random.nextInt(4) == 0
              ? Double.NaN
              : datatype == Datatype.FP32 ? (float) value : value;
    }
    return new Values.Numbers(values);
  }

  private static Values integers(Datatype datatype, int rows, Random random, boolean missing) {
    var values = new long[rows];
    var absent = new BitSet();
    for (int i = 0; i < rows; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      values[i] = datatype.holds(value) ? value : random.nextInt(100);
      if (missing && random.nextInt(4) == 0) {
        absent.set(i);
        values[i] = 0;
      }
    }
    return new Values.Integers(values, absent);
  }

  private static Values texts(int rows, Random random, boolean missing) {
    var values = new String[rows];
    for (int i = 0; i < rows; i++) {
      boolean absent = missing && random.nextInt(4) == 0;
      values[i] = absent ? null : List.of("", "a", "\u00fc\n\"", "\ud83d\ude95").get(i % 4);
    }
    return new Values.Texts(values);
  }

  private static Values truths(int rows, Random random, boolean missing) {
    var values = new byte[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = (byte) (random.nextInt(missing ? 3 : 2) - (missing ? 1 : 0));
    }
    return new Values.Truths(values);
  }

  private static String json(InferRequest request) {
    return new String(RestCodec.writeRequest(request), StandardCharsets.UTF_8);
  }

  @Property(tries = 500)
  void readsWhatItWroteAsJson(@ForAll Random random) throws ProtocolException {
    InferRequest request = anyRequest(random, true);
    byte[] written = RestCodec.writeRequest(request);

    assertThat(json(RestCodec.readRequest(written, LIMITS))).isEqualTo(json(request));
  }

  @Property(tries = 500)
  void readsWhatItWroteAsBytesAfterJson(@ForAll Random random) throws ProtocolException {
    InferRequest request = anyRequest(random, false);
    Set<String> binary =
        request.inputs().stream()
            .map(Tensor::name)
            .filter(name -> random.nextBoolean())
            .collect(Collectors.toSet());
    RestBody written = RestCodec.writeRequest(request, binary::contains);

    InferRequest read = RestCodec.readRequest(written.bytes(), written.jsonLength(), LIMITS);

    assertThat(json(read)).isEqualTo(json(request));
    assertThat(written.binary()).isEqualTo(!binary.isEmpty());
  }

  @Property(tries = 2_000)
  void readsOrRefusesAnyBytesAfterJson(@ForAll Random random) {
    RestBody written = RestCodec.writeRequest(anyRequest(random, true), name -> true);
    byte[] body = written.bytes();
    int jsonLength = written.jsonLength();
    switch (random.nextInt(4)) {
      case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 20));
      case 1 -> jsonLength += random.nextInt(-2, 3);
      case 2 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      default -> {
        int at = random.nextInt(jsonLength);
        body[at] = (byte) "0123456789-".charAt(random.nextInt(11));
      }
    }
    try {
      RestCodec.readRequest(body, Math.clamp(jsonLength, 0, body.length), LIMITS);
    } catch (ProtocolException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
      assertThat(e.getMessage()).contains(": ");
    }
  }

  @Property(tries = 500)
  void readsWhatItWroteAsMessage(@ForAll Random random, @ForAll boolean raw) throws Exception {
    InferRequest request = anyRequest(random, false);
    byte[] written = GrpcCodec.writeRequest("m", request, raw).toByteArray();

    InferRequest read = GrpcCodec.readRequest(ModelInferRequest.parseFrom(written), LIMITS);

    assertThat(json(read)).isEqualTo(json(request));
  }

  @Property(tries = 1_000)
  void readsOrRefusesAnyText(@ForAll String text, @ForAll Random random) {
    refusesOrReads(text);
    String json = json(anyRequest(random, true));
    int at = random.nextInt(json.length());
    refusesOrReads(json.substring(0, at) + text + json.substring(at));
    refusesOrReads(json.substring(0, at));
  }

  private static void refusesOrReads(String body) {
    try {
      RestCodec.readRequest(body.getBytes(StandardCharsets.UTF_8), LIMITS);
    } catch (ProtocolException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INVALID);
      assertThat(e.getMessage()).contains(": ");
    }
  }
}
