package dev.sextant.server;

import dev.sextant.protocol.BinaryData;
import dev.sextant.protocol.RestBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A caller over HTTP/1.1. */
final class RestClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  RestClient(int port) {
    this.port = port;
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null);
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  HttpResponse<String> infer(String body) {
    return post("/v2/models/fare/infer", body);
  }

  /** With some tensors as bytes after the JSON. */
  HttpResponse<byte[]> infer(RestBody body) {
    var request = request("/v2/models/fare/infer").POST(BodyPublishers.ofByteArray(body.bytes()));
    if (body.binary()) {
      request.header(BinaryData.HEADER, Integer.toString(body.jsonLength()));
    }
    return send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    var request =
        request(path)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
