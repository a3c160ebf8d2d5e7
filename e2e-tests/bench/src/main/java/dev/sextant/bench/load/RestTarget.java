package dev.sextant.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One request of HTTP/1.1, sent again and again on connections that stay open. The bytes are made
 * once, and of an answer only the status and the length are read, so that little of the time is the
 * callers' own.
 */
public final class RestTarget implements Target {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MOST_HEAD = 16 << 10;

  private final int port;
  private final byte[] request;

  /** A POST of that body to a port of this machine. */
  public RestTarget(int port, String path, byte[] body) {
    this.port = port;
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nhost: 127.0.0.1:"
                + port
                + "\r\ncontent-type: application/json\r\ncontent-length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    this.request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
  }

  /** Sends one request and gives the body of its answer. */
  public String ask() throws IOException {
    try (Connection connection = new Connection()) {
      return new String(connection.answer(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public Caller open() throws IOException {
    return new Connection();
  }

  @Override
  public void close() {}

  private final class Connection implements Caller {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Connection() throws IOException {
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      this.in = new BufferedInputStream(socket.getInputStream(), MOST_HEAD);
      this.out = socket.getOutputStream();
    }

    @Override
    public void call() throws IOException {
      out.write(request);
      in.skipNBytes(length());
    }

    byte[] answer() throws IOException {
      out.write(request);
      return in.readNBytes(length());
    }

    /** Reads the head, and gives the length of the body. */
    private int length() throws IOException {
      String status = line();
      int length = -1;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      if (!status.startsWith("HTTP/1.1 200") || length < 0) {
        String body = length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        throw new IOException(status + " " + body);
      }
      return length;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0 || line.length() > MOST_HEAD) {
          throw new IOException("the answer broke off");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
