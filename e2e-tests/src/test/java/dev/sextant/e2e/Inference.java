package dev.sextant.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A caller of a served model over REST; it never tries twice. */
final class Inference implements AutoCloseable {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(20))
          .build();
  private final URI infer;

  /** A caller of a model, at the address of its Service, which this machine reaches. */
  Inference(Workspace workspace, String model) {
    this.infer =
        URI.create("http://" + workspace.address(model) + "/v2/models/" + model + "/infer");
  }

  /** A caller of whatever is there. */
  Inference(URI infer) {
    this.infer = infer;
  }

  HttpResponse<String> send(String body) throws IOException, InterruptedException {
    return client.send(request(body), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest request(String body) {
    return HttpRequest.newBuilder(infer)
        .timeout(Duration.ofSeconds(20))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  JsonNode infer(ObjectNode body) throws IOException, InterruptedException {
    HttpResponse<String> response = send(body.toString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return MAPPER.readTree(response.body());
  }

  static ObjectNode request() {
    ObjectNode body = MAPPER.createObjectNode();
    body.putArray("inputs");
    return body;
  }

  static ObjectNode input(ObjectNode body, String name, String datatype, List<?> values) {
    ObjectNode input = ((ArrayNode) body.get("inputs")).addObject();
    input.put("name", name).put("datatype", datatype);
    input.putArray("shape").add(values.size());
    ArrayNode data = input.putArray("data");
    values.forEach(data::addPOJO);
    return body;
  }

  /** A ride, as samples/rides describes them. */
  static ObjectNode ride(Double distance) {
    ObjectNode body = request();
    input(body, "distance", "FP64", java.util.Collections.singletonList(distance));
    input(body, "passengers", "FP64", List.of(1.0));
    input(body, "zone", "BYTES", List.of("zone 3"));
    input(body, "payment", "BYTES", List.of("card"));
    input(body, "airport", "BOOL", List.of(false));
    input(body, "pickup", "BYTES", List.of("2026-02-20T18:30:00Z"));
    return body;
  }

  /** A ride that may be tipped, as samples/tips describes them. */
  static ObjectNode tip() {
    ObjectNode body = request();
    input(body, "distance", "FP64", List.of(3.0));
    input(body, "payment", "BYTES", List.of("card"));
    input(body, "airport", "BOOL", List.of(false));
    input(body, "pickup", "BYTES", List.of("2026-02-20T18:30:00Z"));
    return body;
  }

  static double prediction(JsonNode answer) {
    return answer.get("outputs").get(0).get("data").get(0).asDouble();
  }

  @Override
  public void close() {
    client.close();
  }
}
