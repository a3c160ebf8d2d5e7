package dev.sextant.store;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Tells failures of the store apart, and puts each into one sentence. */
final class Failures {
  private static final Set<String> CREDENTIALS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidToken",
          "ExpiredToken",
          "AuthorizationHeaderMalformed",
          "InvalidSecurity",
          "Unauthorized");

  private Failures() {}

  static StoreException classify(String what, Exception exception) {
    return switch (exception) {
      case StoreException already -> already;
      case AwsServiceException answer -> answered(what, answer);
      default -> unanswered(what, exception);
    };
  }

  private static StoreException answered(String what, AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : orEmpty(e.awsErrorDetails().errorCode());
    int status = e.statusCode();
    if (CREDENTIALS.contains(code) || status == 401) {
      return new StoreException.WrongCredentials(
          "%s: the store refused the credentials (%s); fix the access key in the store's Secret"
              .formatted(what, named(code, status)),
          e);
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return new StoreException.Other(
          "%s: the clocks of this machine and of the store differ by minutes; set them"
              .formatted(what),
          e,
          true);
    }
    if (code.equals("NoSuchBucket")) {
      return new StoreException.BucketMissing(
          "%s: the bucket does not exist; create it, or fix the bucket's name".formatted(what), e);
    }
    if (status == 403) {
      return new StoreException.AccessDenied(
          "%s: the store denied access (%s); grant the account read, write, list and delete there"
              .formatted(what, named(code, status)),
          e);
    }
    if (status == 404) {
      return new StoreException.NotFound(
          "%s: it does not exist; check the name".formatted(what), e);
    }
    if (status == 412) {
      return new StoreException.Other(
          "%s: it was changed since it was listed; run again".formatted(what), e, false);
    }
    return new StoreException.Other(
        "%s: the store answered %s; %s".formatted(what, named(code, status), advice(status)),
        e,
        passes(status, code));
  }

  private static StoreException unanswered(String what, Exception e) {
    if (find(e, UnknownHostException.class) != null) {
      return unreachable(what, "its host name is unknown; fix the endpoint", e, true);
    }
    // A certificate does not become trusted by waiting; a broken connection may.
    if (find(e, SSLHandshakeException.class) != null
        || find(e, SSLPeerUnverifiedException.class) != null) {
      return unreachable(
          what, "its TLS certificate is not trusted; fix the endpoint or trust its CA", e, false);
    }
    if (find(e, SSLException.class) != null) {
      return unreachable(what, "it does not speak TLS as expected; check http or https", e, true);
    }
    if (find(e, ConnectTimeoutException.class) != null) {
      return unreachable(what, "it took too long to connect; check address and network", e, true);
    }
    if (find(e, ConnectException.class) != null || find(e, NoRouteToHostException.class) != null) {
      return unreachable(what, "nobody listens there; check address and port", e, true);
    }
    if (find(e, SocketTimeoutException.class) != null
        || find(e, ApiCallAttemptTimeoutException.class) != null
        || find(e, ApiCallTimeoutException.class) != null
        || find(e, ConnectionRequestTimeoutException.class) != null) {
      return new StoreException.Timeout(
          "%s: the store took too long to answer; check its load and the network".formatted(what),
          e);
    }
    IOException broken = find(e, IOException.class);
    return broken != null
        ? unreachable(what, "the connection broke; check the store and the network", e, true)
        : new StoreException.Other(
            "%s: %s; this is not expected, see the cause".formatted(what, e.getMessage()),
            e,
            false);
  }

  private static StoreException unreachable(
      String what, String why, Exception cause, boolean mayPass) {
    return new StoreException.EndpointUnreachable(
        "%s: the endpoint cannot be reached: %s".formatted(what, why), cause, mayPass);
  }

  private static boolean passes(int status, String code) {
    return status >= 500 || status == 429 || status == 408 || code.equals("RequestTimeout");
  }

  private static String advice(int status) {
    return switch (status) {
      case 301, 307, 308 -> "fix the region or the endpoint";
      case 507 -> "free or add space";
      default -> status >= 500 ? "look at the store" : "look at the request";
    };
  }

  private static String named(String code, int status) {
    return code.isEmpty() ? Integer.toString(status) : status + " " + code;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> kind) {
    int depth = 0;
    for (Throwable t = e; t != null && depth < 20; t = t.getCause(), depth++) {
      if (kind.isInstance(t)) {
        return kind.cast(t);
      }
    }
    return null;
  }
}
