package dev.sextant.router.proxy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** An HTTP/2 caller frame by frame, for what no client library does on purpose. */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;

  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int CANCEL = 8;

  /** A frame as it came. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean endsStream(int id) {
      return stream == id && (type == HEADERS || type == DATA) && (flags & END_STREAM) != 0;
    }

    boolean is(int wanted) {
      return type == wanted && !(type == PING && (flags & ACK) != 0);
    }

    int lastStream() {
      return ByteBuffer.wrap(payload).getInt();
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawHttp2(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  /** Calls a gRPC method with one message. */
  void call(int stream, String path, byte[] message) throws IOException {
    var head = new ByteArrayOutputStream();
    head.write(0x83); // :method POST
    head.write(0x86); // :scheme http
    head.write(0x04); // :path, as the next text
    text(head, path);
    head.write(0x01); // :authority
    text(head, "router");
    head.write(0x0f); // content-type, whose index 31 takes two bytes
    head.write(0x10);
    text(head, "application/grpc");
    send(HEADERS, END_HEADERS, stream, head.toByteArray());
    send(DATA, END_STREAM, stream, message);
  }

  /** Gives a call up, as a client does whose deadline has passed. */
  void cancel(int stream) throws IOException {
    send(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(CANCEL).array());
  }

  private static void text(ByteArrayOutputStream to, String value) {
    to.write(value.length());
    to.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  void acknowledge(Frame ping) throws IOException {
    send(PING, ACK, 0, ping.payload());
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    out.write(
        ByteBuffer.allocate(9 + payload.length)
            .put((byte) 0)
            .putShort((short) payload.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .put(payload)
            .array());
  }

  /** The next frame that is wanted; what comes before it is passed over. */
  Frame await(Predicate<Frame> wanted) throws IOException {
    while (true) {
      Frame frame = read().orElseThrow(() -> new IOException("the connection is closed"));
      if (wanted.test(frame)) {
        return frame;
      }
    }
  }

  /** Whether the other side closes without another GOAWAY or answer. */
  boolean awaitEnd() throws IOException {
    while (true) {
      Optional<Frame> frame = read();
      if (frame.isEmpty()) {
        return true;
      }
      if (frame.get().is(GOAWAY) || frame.get().is(HEADERS)) {
        return false;
      }
    }
  }

  private Optional<Frame> read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    return Optional.of(new Frame(type, flags, stream, in.readNBytes(length)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
