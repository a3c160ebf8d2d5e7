package dev.sextant.worker.train.parity;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.model.Task;
import dev.sextant.protocol.InferResponse;
import dev.sextant.protocol.Limits;
import dev.sextant.protocol.ProtocolException;
import dev.sextant.protocol.RestCodec;
import dev.sextant.protocol.Values;
import dev.sextant.server.ModelRefusedException;
import dev.sextant.server.ModelServer;
import dev.sextant.worker.shell.JobFailedException;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Serves a model directory by the server's own code on loopback and sends it raw rows. A model
 * whose answers differ from the trainer's predictions is refused: its features, its encoding or its
 * graph would mislead every caller.
 */
public final class ParityGate {
  private static final int ROWS_A_REQUEST = 250;
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String MODEL = "parity";

  private final Task task;
  private final Tolerance tolerance;
  private final Runnable checkpoint;

  /**
   * A gate.
   *
   * @param checkpoint is run before each request and may throw to stop
   */
  public ParityGate(Task task, Tolerance tolerance, Runnable checkpoint) {
    this.task = task;
    this.tolerance = tolerance;
    this.checkpoint = checkpoint;
  }

  /**
   * What was proved.
   *
   * @param largest largest absolute difference
   * @param rows how many rows were compared
   */
  public record Proof(double largest, long rows) {}

  /**
   * Compares.
   *
   * @param directory {@code model.json}, {@code model.onnx}, {@code golden.json}
   * @param predictions the trainer's own, of the whole test part
   */
  public Proof check(Path directory, RawSample sample, double[] predictions)
      throws InterruptedException {
    try (var server = ModelServer.start(config(directory), LOOPBACK);
        var client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://%s:%d/v2/models/%s/infer".formatted(LOOPBACK, server.restPort(), MODEL));
      return compare(client, uri, sample, predictions);
    } catch (ModelRefusedException e) {
      throw new JobRefusedException(
          "ParityFailed", "the server refuses the trained model: " + e.getMessage());
    } catch (IOException e) {
      throw new JobFailedException(
          "ParityNotChecked", "the model could not be served for the comparison: " + e, e);
    }
  }

  private static ServerConfig config(Path directory) {
    return new ServerConfig(
        MODEL, MODEL, directory.toString(), 0, 0, 1, ROWS_A_REQUEST, MOST_BYTES, 16, 0);
  }

  private Proof compare(HttpClient client, URI uri, RawSample sample, double[] predictions)
      throws IOException, InterruptedException {
    double largest = 0;
    double worst = 0;
    String complaint = "";
    for (int from = 0; from < sample.size(); from += ROWS_A_REQUEST) {
      checkpoint.run();
      int[] places =
          IntStream.range(from, Math.min(from + ROWS_A_REQUEST, sample.size())).toArray();
      double[] answers = ask(client, uri, sample, places);
      for (int i = 0; i < places.length; i++) {
        double expected = predictions[sample.rowInPart(places[i])];
        largest = Math.max(largest, Math.abs(answers[i] - expected));
        double excess = tolerance.excess(expected, answers[i]);
        if (excess > worst) {
          worst = excess;
          complaint =
              "test row %d (%s): the trainer predicts %s, the server answers %s"
                  .formatted(
                      sample.rowInPart(places[i]),
                      sample.describe(places[i]),
                      expected,
                      answers[i]);
        }
      }
    }
    if (worst > 1) {
      throw new JobRefusedException("ParityFailed", complaint);
    }
    return new Proof(largest, sample.size());
  }

  private double[] ask(HttpClient client, URI uri, RawSample sample, int[] places)
      throws IOException, InterruptedException {
    byte[] body = RestCodec.writeRequest(sample.request(places));
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER_WITHIN)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new JobRefusedException(
          "ParityFailed",
          "the server answers test rows with status %d: %s"
              .formatted(
                  response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
    }
    return scores(response.body(), places.length);
  }

  private double[] scores(byte[] body, int rows) throws IOException {
    String output =
        switch (task) {
          case Task.Regression ignored -> "prediction";
          case Task.Binary ignored -> "probability";
        };
    try {
      InferResponse answer = RestCodec.readResponse(body, new Limits(rows, 16));
      Values values =
          answer.outputs().stream()
              .filter(tensor -> tensor.name().equals(output))
              .findFirst()
              .orElseThrow(() -> new IOException("the server gave no output " + output))
              .values();
      if (values instanceof Values.Numbers numbers && numbers.size() == rows) {
        return IntStream.range(0, rows).mapToDouble(numbers::at).toArray();
      }
      throw new IOException("the server gave %d values for %d rows".formatted(values.size(), rows));
    } catch (ProtocolException e) {
      throw new IOException("the server's answer cannot be read: " + e.getMessage(), e);
    }
  }
}
