package dev.sextant.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Each failure has a kind of its own and says what to do. */
final class FailuresTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        of(
            answer(403, "InvalidAccessKeyId"),
            StoreException.WrongCredentials.class,
            false,
            "fix the access key"),
        of(
            answer(403, "SignatureDoesNotMatch"),
            StoreException.WrongCredentials.class,
            false,
            "fix the access key"),
        of(answer(401, ""), StoreException.WrongCredentials.class, false, "fix the access key"),
        of(
            answer(403, "AccessDenied"),
            StoreException.AccessDenied.class,
            false,
            "grant the account"),
        of(answer(403, "RequestTimeTooSkewed"), StoreException.Other.class, true, "clocks"),
        of(answer(404, "NoSuchBucket"), StoreException.BucketMissing.class, false, "create it"),
        of(answer(404, "NoSuchKey"), StoreException.NotFound.class, false, "check the name"),
        of(answer(404, ""), StoreException.NotFound.class, false, "check the name"),
        of(answer(412, "PreconditionFailed"), StoreException.Other.class, false, "run again"),
        of(answer(301, "PermanentRedirect"), StoreException.Other.class, false, "fix the region"),
        of(answer(429, "TooManyRequests"), StoreException.Other.class, true, "429 TooManyRequests"),
        of(answer(500, "InternalError"), StoreException.Other.class, true, "look at the store"),
        of(answer(503, "SlowDown"), StoreException.Other.class, true, "look at the store"),
        of(answer(507, "InsufficientStorage"), StoreException.Other.class, true, "space"),
        of(
            answer(400, "InvalidArgument"),
            StoreException.Other.class,
            false,
            "look at the request"),
        of(
            client(new UnknownHostException("x")),
            StoreException.EndpointUnreachable.class,
            true,
            "fix the endpoint"),
        of(
            client(new ConnectException("refused")),
            StoreException.EndpointUnreachable.class,
            true,
            "check address and port"),
        of(
            client(new ConnectTimeoutException("slow")),
            StoreException.EndpointUnreachable.class,
            true,
            "check address and network"),
        of(
            client(new SSLHandshakeException("PKIX")),
            StoreException.EndpointUnreachable.class,
            false,
            "trust its CA"),
        of(
            client(new IOException("reset")),
            StoreException.EndpointUnreachable.class,
            true,
            "the connection broke"),
        of(
            client(new SocketTimeoutException("read")),
            StoreException.Timeout.class,
            true,
            "took too long"),
        of(new IllegalStateException("odd"), StoreException.Other.class, false, "odd"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsFailuresApart(
      Exception failure, Class<? extends StoreException> kind, boolean mayPass, String advice) {
    StoreException classified = Failures.classify("reading s3://lake/a", failure);

    assertThat(classified)
        .isExactlyInstanceOf(kind)
        .hasMessageStartingWith("reading s3://lake/a: ")
        .hasMessageContaining(advice)
        .hasCause(failure);
    assertThat(classified.mayPass()).isEqualTo(mayPass);
  }

  private static Arguments of(
      Exception failure, Class<? extends StoreException> kind, boolean mayPass, String advice) {
    return Arguments.of(failure, kind, mayPass, advice);
  }

  private static Exception answer(int status, String code) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  private static Exception client(IOException cause) {
    return SdkClientException.create("Unable to execute HTTP request", cause);
  }
}
