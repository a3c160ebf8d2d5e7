package dev.sextant.router.proxy;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
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
   * @throws IllegalArgumentException when the body is not one uncompressed message
   */
  static ModelPath model(Buffer body) {
    if (body.length() < PREFIX) {
      throw new IllegalArgumentException("the request has no message");
    }
    if (body.getByte(0) != 0) {
      throw new IllegalArgumentException("compressed messages are not supported");
    }
    if (body.getUnsignedInt(1) != body.length() - PREFIX) {
      throw new IllegalArgumentException("the request must be exactly one message");
    }
    return names(body.getBytes(PREFIX, body.length()));
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
