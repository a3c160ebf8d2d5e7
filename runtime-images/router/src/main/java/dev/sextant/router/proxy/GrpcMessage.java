package dev.sextant.router.proxy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The little of gRPC's framing and of the protocol's messages that routing needs.
 *
 * <p>A message is a flag byte, its length in four bytes, and the message (gRPC over HTTP/2). In all
 * requests about a model the name is field 1 and the version field 2, both strings.
 */
final class GrpcMessage {
  private static final int PREFIX = 5;

  private GrpcMessage() {}

  /**
   * Which model a request is about.
   *
   * @param encoding the header {@code grpc-encoding}
   * @param maxBytes how large a message may be once it is no longer compressed
   * @throws IllegalArgumentException when the body is not one message
   * @throws BodyTooLargeException when it is larger than that
   * @throws UnsupportedOperationException when it is compressed in a way that is not read here
   */
  static ModelPath model(Buffer body, @Nullable String encoding, int maxBytes) {
    if (body.length() < PREFIX) {
      throw new IllegalArgumentException("the request has no message");
    }
    if (body.getUnsignedInt(1) != body.length() - PREFIX) {
      throw new IllegalArgumentException("the request must be exactly one message");
    }
    byte[] message = body.getBytes(PREFIX, body.length());
    return names(body.getByte(0) == 0 ? message : inflated(message, encoding, maxBytes));
  }

  private static byte[] inflated(byte[] message, @Nullable String encoding, int maxBytes) {
    if (!"gzip".equals(encoding)) {
      throw new UnsupportedOperationException(
          "messages compressed by '%s' are not read here; use gzip or none".formatted(encoding));
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(message))) {
      byte[] plain = in.readNBytes(maxBytes);
      if (in.read() >= 0) {
        throw new BodyTooLargeException(maxBytes);
      }
      return plain;
    } catch (IOException e) {
      throw new IllegalArgumentException("the message is not the gzip that its header says", e);
    }
  }

  private static ModelPath names(byte[] message) {
    try {
      CodedInputStream input = CodedInputStream.newInstance(message);
      String model = "";
      @Nullable String version = null;
      for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
        switch (tag) {
          case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
              model = input.readStringRequireUtf8();
          case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
              version = input.readStringRequireUtf8();
          default -> input.skipField(tag);
        }
      }
      return new ModelPath(model, version == null || version.isEmpty() ? null : version);
    } catch (IOException e) {
      throw new IllegalArgumentException("the message is not valid protobuf", e);
    }
  }

  /** The frame of {@code ServerLiveResponse} and {@code ServerReadyResponse}: a truth value. */
  static Buffer truth(boolean value) {
    return frame(output -> {
      if (value) {
        output.writeBool(1, true);
      }
    });
  }

  /** The frame of {@code ServerMetadataResponse}. */
  static Buffer serverMetadata(String name, String version) {
    return frame(output -> {
      output.writeString(1, name);
      output.writeString(2, version);
    });
  }

  private interface Content {
    void write(CodedOutputStream output) throws IOException;
  }

  private static Buffer frame(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    try {
      content.write(output);
      output.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    byte[] message = bytes.toByteArray();
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message);
  }

  /**
   * The {@code grpc-timeout} header in milliseconds, rounded up; empty when absent or not as
   * specified: up to eight digits and a unit.
   */
  static Optional<Long> timeoutMillis(@Nullable String header) {
    if (header == null || !header.matches("[0-9]{1,8}[HMSmun]")) {
      return Optional.empty();
    }
    long amount = Long.parseLong(header.substring(0, header.length() - 1));
    return Optional.of(
        switch (header.charAt(header.length() - 1)) {
          case 'H' -> amount * 3_600_000;
          case 'M' -> amount * 60_000;
          case 'S' -> amount * 1_000;
          case 'm' -> amount;
          case 'u' -> (amount + 999) / 1_000;
          default -> (amount + 999_999) / 1_000_000;
        });
  }
}
