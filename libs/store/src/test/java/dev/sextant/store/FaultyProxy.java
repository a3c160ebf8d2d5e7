package dev.sextant.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands between a client and a store and does to each request what the test says. One request per
 * connection.
 */
final class FaultyProxy implements AutoCloseable {

  /** What happens to one request. */
  sealed interface Fault {
    /** It goes through. */
    record None() implements Fault {}

    /** The connection is cut before the store has seen the request. */
    record CutRequest() implements Fault {}

    /** The store does what it is asked, and the answer is lost. */
    record CutAnswer() implements Fault {}

    /** The answer ends after so many bytes of its body. */
    record CutBody(int after) implements Fault {}

    /** The answer stops after so many bytes of its body, and the connection stays open. */
    record StallBody(int after) implements Fault {}

    /** One byte of the answer's body is another. */
    record FlipByte(int at) implements Fault {}

    /** The store is not asked; this is the answer. */
    record Answer(int status, String code) implements Fault {}

    /** Nothing is ever answered. */
    record Silence() implements Fault {}
  }

  private static final Fault PASS = new Fault.None();

  private final ServerSocket server;
  private final URI store;
  private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
  private final CopyOnWriteArrayList<String> requests = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Socket> open = new CopyOnWriteArrayList<>();
  private volatile Function<String, Fault> rule = request -> PASS;
  private volatile boolean deaf;

  FaultyProxy(URI store) throws IOException {
    this.store = store;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    // Small, so that what nobody reads soon fills it.
    server.setReceiveBufferSize(1 << 16);
    Thread.ofVirtual().start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The next requests meet these, in order; those after them go through. */
  void next(Fault... faults) {
    next.addAll(Arrays.asList(faults));
  }

  /** What happens to requests that {@link #next} says nothing about, by "METHOD target". */
  void rule(Function<String, Fault> other) {
    rule = other;
  }

  /** From now on bodies are not read: who sends a large one waits for ever. */
  void deafen() {
    deaf = true;
  }

  /** Heads of the requests so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  long count(String method) {
    return requests.stream().filter(head -> head.startsWith(method + " ")).count();
  }

  void reset() {
    next.clear();
    requests.clear();
    rule = request -> PASS;
    deaf = false;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      if (exchange(client)) {
        client.close();
        open.remove(client);
      }
    } catch (IOException gone) {
      open.remove(client);
    }
  }

  /** Returns whether the connection is done with. */
  private boolean exchange(Socket client) throws IOException {
    var in = client.getInputStream();
    String head = head(in);
    if (head.isEmpty()) {
      return true;
    }
    if (header(head, "expect").equalsIgnoreCase("100-continue")) {
      client.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    String length = header(head, "content-length");
    if (deaf && !length.isEmpty()) {
      requests.add(head);
      return false;
    }
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    requests.add(head);
    Fault planned = next.poll();
    Fault fault = planned != null ? planned : rule.apply(head.lines().findFirst().orElse(""));
    return apply(fault, client, head, body);
  }

  private boolean apply(Fault fault, Socket client, String head, byte[] body) throws IOException {
    var out = client.getOutputStream();
    switch (fault) {
      case Fault.None _ -> out.write(forward(head, body));
      case Fault.CutRequest _ -> client.setSoLinger(true, 0);
      case Fault.CutAnswer _ -> {
        forward(head, body);
        client.setSoLinger(true, 0);
      }
      case Fault.CutBody(int after) -> out.write(upTo(forward(head, body), after));
      case Fault.StallBody(int after) -> out.write(upTo(forward(head, body), after));
      case Fault.FlipByte(int at) -> {
        byte[] answer = forward(head, body);
        answer[bodyStart(answer) + at] ^= 1;
        out.write(answer);
      }
      case Fault.Answer(int status, String code) -> out.write(answer(status, code));
      case Fault.Silence _ -> out.flush();
    }
    return !(fault instanceof Fault.Silence || fault instanceof Fault.StallBody);
  }

  private byte[] forward(String head, byte[] body) throws IOException {
    try (var upstream = new Socket(store.getHost(), store.getPort())) {
      var kept = new StringBuilder();
      head.lines()
          .filter(line -> !line.isEmpty())
          .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("connection:"))
          .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("expect:"))
          .forEach(line -> kept.append(line).append("\r\n"));
      upstream.getOutputStream().write(ascii(kept + "Connection: close\r\n\r\n"));
      upstream.getOutputStream().write(body);
      upstream.getOutputStream().flush();
      return upstream.getInputStream().readAllBytes();
    }
  }

  private static byte[] answer(int status, String code) {
    String xml =
        "<Error><Code>%s</Code><Message>as the test says</Message></Error>".formatted(code);
    return ascii(
        "HTTP/1.1 %d Answer\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
                .formatted(status, xml.length())
            + "Connection: close\r\n\r\n"
            + xml);
  }

  private static byte[] upTo(byte[] answer, int bodyBytes) {
    return Arrays.copyOf(answer, Math.min(answer.length, bodyStart(answer) + bodyBytes));
  }

  private static int bodyStart(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int ending = 0;
    while (ending < 4) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
      ending = b == "\r\n\r\n".charAt(ending) ? ending + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
