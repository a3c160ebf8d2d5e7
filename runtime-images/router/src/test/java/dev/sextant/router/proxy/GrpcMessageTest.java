package dev.sextant.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GrpcMessageTest {
  @Test
  void readsModelAndVersionAmongOtherFields() {
    Buffer message = Buffer.buffer();
    message.appendByte((byte) 0x0a).appendByte((byte) 4).appendString("fare");
    message.appendByte((byte) 0x12).appendByte((byte) 2).appendString("v1");
    message.appendByte((byte) 0x1a).appendByte((byte) 3).appendString("abc");

    assertThat(model(frame(message))).isEqualTo(new ModelPath("fare", "v1"));
  }

  @Test
  void takesAnEmptyVersionForNone() {
    Buffer message = Buffer.buffer().appendByte((byte) 0x12).appendByte((byte) 0);

    assertThat(model(frame(message))).isEqualTo(new ModelPath("", null));
  }

  @Test
  void saysWhatIsWrongWithAFrame() {
    assertThatThrownBy(() -> model(Buffer.buffer())).hasMessage("the request has no message");
    assertThatThrownBy(() -> model(Buffer.buffer(new byte[] {1, 0, 0, 0, 0})))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("messages compressed by 'null' are not read here; use gzip or none");
    assertThatThrownBy(
            () -> GrpcMessage.model(Buffer.buffer(new byte[] {1, 0, 0, 0, 1, 7}), "gzip", 100))
        .hasMessage("the message is not the gzip that its header says");
    assertThatThrownBy(() -> model(Buffer.buffer(new byte[] {0, 0, 0, 0, 9})))
        .hasMessage("the request must be exactly one message");
    assertThatThrownBy(() -> model(frame(Buffer.buffer(new byte[] {0x0a, 9, 'x'}))))
        .hasMessage("the message is not valid protobuf");
  }

  @Test
  void readsTheNameInACompressedMessageButNoMoreThanItMayHold() throws IOException {
    byte[] message = new byte[1_000];
    message[0] = 0x0a;
    message[1] = 4;
    System.arraycopy("fare".getBytes(StandardCharsets.UTF_8), 0, message, 2, 4);
    // What follows is one long field that is passed over.
    message[6] = 0x3a;
    message[7] = (byte) 0xde;
    message[8] = 0x07;
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(message, 0, 999);
    }
    Buffer body =
        Buffer.buffer()
            .appendByte((byte) 1)
            .appendInt(zipped.size())
            .appendBytes(zipped.toByteArray());

    assertThat(GrpcMessage.model(body, "gzip", 999)).isEqualTo(new ModelPath("fare", null));
    assertThatThrownBy(() -> GrpcMessage.model(body, "gzip", 998))
        .isInstanceOf(BodyTooLargeException.class)
        .hasMessage("the request is larger than 998 bytes; send fewer rows at once");
  }

  private static ModelPath model(Buffer body) {
    return GrpcMessage.model(body, null, 1_000);
  }

  @Property(tries = 2_000)
  void readsAnyBytesOrSaysThatTheyAreWrong(@ForAll byte[] bytes) {
    try {
      model(frame(Buffer.buffer(bytes)));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("protobuf");
    }
  }

  @Test
  void readsTimeouts() {
    assertThat(GrpcMessage.timeoutMillis("1H")).contains(3_600_000L);
    assertThat(GrpcMessage.timeoutMillis("2S")).contains(2_000L);
    assertThat(GrpcMessage.timeoutMillis("1500u")).contains(2L);
    assertThat(GrpcMessage.timeoutMillis("1n")).contains(1L);
    assertThat(GrpcMessage.timeoutMillis("123456789m")).isEmpty();
    assertThat(GrpcMessage.timeoutMillis("-1S")).isEmpty();
    assertThat(GrpcMessage.timeoutMillis(null)).isEmpty();
  }

  @Test
  void encodesMessagesAsTheSpecificationAsks() {
    assertThat(GrpcStatus.encode("100 % ü\n")).isEqualTo("100 %25 %C3%BC%0A");
  }

  @Test
  void framesItsOwnAnswers() {
    assertThat(GrpcMessage.truth(true).getBytes()).containsExactly(0, 0, 0, 0, 2, 8, 1);
    assertThat(GrpcMessage.truth(false).getBytes()).containsExactly(0, 0, 0, 0, 0);
    assertThat(GrpcMessage.serverMetadata("n", "v").toString(StandardCharsets.ISO_8859_1))
        .endsWith("\n\u0001n\u0012\u0001v");
  }

  private static Buffer frame(Buffer message) {
    return Buffer.buffer().appendByte((byte) 0).appendInt(message.length()).appendBuffer(message);
  }
}
