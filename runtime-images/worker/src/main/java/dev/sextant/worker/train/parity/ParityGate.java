package dev.sextant.worker.train.parity;

import dev.sextant.contracts.ServerConfig;
import dev.sextant.contracts.data.SnapshotColumn;
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
import dev.sextant.worker.train.table.RawReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
   * Compares every row of the test part.
   *
   * @param directory {@code model.json}, {@code model.onnx}, {@code golden.json}
   * @param columns the columns of the signature
   * @param predictions the trainer's own, one a row
   */
  public Proof check(
      Path directory, RawReader reader, List<SnapshotColumn> columns, double[] predictions)
      throws SQLException, InterruptedException {
    try (var server = ModelServer.start(config(directory), LOOPBACK);
        var client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://%s:%d/v2/models/%s/infer".formatted(LOOPBACK, server.restPort(), MODEL));
      var comparison = new Comparison(client, uri, predictions);
      RawBatches.forEach(reader, columns, predictions.length, ROWS_A_REQUEST, comparison::add);
      return comparison.proof();
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

  /** What the answers so far were like. */
  private final class Comparison {
    private final HttpClient client;
    private final URI uri;
    private final double[] predictions;
    private double largest;
    private double worst;
    private String complaint = "";
    private long rows;

    Comparison(HttpClient client, URI uri, double[] predictions) {
      this.client = client;
      this.uri = uri;
      this.predictions = predictions;
    }

    void add(RawSample batch) throws IOException, InterruptedException {
      checkpoint.run();
      double[] answers = ask(client, uri, batch);
      for (int place = 0; place < answers.length; place++) {
        double expected = predictions[batch.rowInPart(place)];
        largest = Math.max(largest, Math.abs(answers[place] - expected));
        double excess = tolerance.excess(expected, answers[place]);
        if (excess > worst) {
          worst = excess;
          complaint =
              "test row %d (%s): the trainer predicts %s, the server answers %s"
                  .formatted(
                      batch.rowInPart(place), batch.describe(place), expected, answers[place]);
        }
        rows++;
      }
    }

    Proof proof() {
      if (worst > 1) {
        throw new JobRefusedException("ParityFailed", complaint);
      }
      if (rows != predictions.length) {
        throw new IllegalStateException(
            "the test part changed while it was read: %d rows, then %d"
                .formatted(predictions.length, rows));
      }
      return new Proof(largest, rows);
    }
  }

  private double[] ask(HttpClient client, URI uri, RawSample batch)
      throws IOException, InterruptedException {
    int[] places = IntStream.range(0, batch.size()).toArray();
    byte[] body = RestCodec.writeRequest(batch.request(places));
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
