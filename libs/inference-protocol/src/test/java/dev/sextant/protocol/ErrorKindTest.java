package dev.sextant.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorKindTest {
  @Test
  void mapsEveryKindToBothWires() {
    Map<ErrorKind, String> codes = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : ErrorKind.values()) {
      codes.put(kind, kind.httpStatus() + " " + kind.grpcCode());
    }

    assertThat(codes)
        .containsEntry(ErrorKind.INVALID, "400 INVALID_ARGUMENT")
        .containsEntry(ErrorKind.NOT_FOUND, "404 NOT_FOUND")
        .containsEntry(ErrorKind.METHOD_NOT_ALLOWED, "405 UNIMPLEMENTED")
        .containsEntry(ErrorKind.TOO_LARGE, "413 RESOURCE_EXHAUSTED")
        .containsEntry(ErrorKind.UNSUPPORTED_CODING, "415 INVALID_ARGUMENT")
        .containsEntry(ErrorKind.OVERLOADED, "429 RESOURCE_EXHAUSTED")
        .containsEntry(ErrorKind.INTERNAL, "500 INTERNAL")
        .containsEntry(ErrorKind.UNSUPPORTED, "501 UNIMPLEMENTED")
        .containsEntry(ErrorKind.UNAVAILABLE, "503 UNAVAILABLE")
        .containsEntry(ErrorKind.DEADLINE, "504 DEADLINE_EXCEEDED")
        .hasSize(10);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItMaps(ErrorKind kind) {
    assertThat(ErrorKind.ofHttp(kind.httpStatus())).isEqualTo(kind);
    assertThat(ErrorKind.ofGrpc(kind.grpcCode()).grpcCode()).isEqualTo(kind.grpcCode());
  }

  @ParameterizedTest
  @EnumSource
  void neverTurnsAnErrorIntoASuccess(Status.Code code) {
    assertThat(ErrorKind.ofGrpc(code).httpStatus()).isGreaterThanOrEqualTo(400);
    assertThat(ErrorKind.ofHttp(418)).isEqualTo(ErrorKind.INVALID);
    assertThat(ErrorKind.ofHttp(502)).isEqualTo(ErrorKind.INTERNAL);
    assertThat(ErrorKind.ofHttp(200)).isEqualTo(ErrorKind.INTERNAL);
  }
}
