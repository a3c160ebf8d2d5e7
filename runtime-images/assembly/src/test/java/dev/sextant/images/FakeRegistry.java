package dev.sextant.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The push half of the registry protocol, in memory: remembers which blobs and manifests arrived.
 */
final class FakeRegistry implements AutoCloseable {
  private final HttpsServer server;
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final Set<String> blobs = ConcurrentHashMap.newKeySet();
  private final Map<String, String> manifests = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Starts it.
   *
   * @param folder for the key of its certificate, which nobody trusts
   */
  FakeRegistry(Path folder) throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("key.p12"))));
    server.createContext("/v2/", this::serve);
    server.start();
  }

  private static SSLContext selfSigned(Path keys) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    int exit =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "registry",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "password",
                "-keystore",
                keys.toString())
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException("keytool ended with " + exit);
    }
    var store = KeyStore.getInstance(keys.toFile(), "password".toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "password".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  String address() {
    return "localhost:" + server.getAddress().getPort();
  }

  Set<String> blobs() {
    return Set.copyOf(blobs);
  }

  /** Path of each manifest to the digest of its content. */
  Map<String, String> manifests() {
    return Map.copyOf(manifests);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestMethod() + " " + kind(path)) {
      case "HEAD blob" ->
          answer(exchange, blobs.contains(path.substring(path.lastIndexOf('/') + 1)) ? 200 : 404);
      case "POST upload" -> {
        exchange.getResponseHeaders().add("Location", path + next.incrementAndGet());
        answer(exchange, 202);
      }
      case "PATCH upload" -> {
        uploads.put(path, body);
        exchange.getResponseHeaders().add("Location", path);
        answer(exchange, 202);
      }
      case "PUT upload" -> {
        blobs.add(digest(uploads.getOrDefault(path, body)));
        answer(exchange, 201);
      }
      case "PUT manifest" -> {
        manifests.put(path, digest(body));
        answer(exchange, 201);
      }
      default -> answer(exchange, exchange.getRequestMethod().equals("GET") ? 200 : 404);
    }
  }

  private static String kind(String path) {
    if (path.contains("/blobs/uploads/")) {
      return "upload";
    }
    return path.contains("/manifests/") ? "manifest" : "blob";
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
