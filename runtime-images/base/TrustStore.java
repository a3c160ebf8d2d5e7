import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a Java trust store (JKS) from a PEM bundle with fixed entry dates, because keytool stamps
 * the time of day into every entry and the image would differ from build to build.
 *
 * <p>Usage: {@code java TrustStore.java BUNDLE.pem OUT [EPOCH_SECONDS]}
 */
final class TrustStore {
  private static final int MAGIC = 0xFEEDFEED;
  private static final int VERSION = 2;
  private static final int TRUSTED_CERTIFICATE = 2;

  /** The well-known password of every Java trust store; its content is public. */
  private static final String PASSWORD = "changeit";

  private TrustStore() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: TrustStore BUNDLE.pem OUT EPOCH_SECONDS");
    }
    List<Certificate> certificates = read(Path.of(args[0]));
    Files.write(Path.of(args[1]), store(certificates, Long.parseLong(args[2]) * 1000));
  }

  private static List<Certificate> read(Path bundle) throws Exception {
    try (var in = Files.newInputStream(bundle)) {
      List<Certificate> certificates =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (certificates.isEmpty()) {
        throw new IOException(bundle + ": holds no certificate");
      }
      return certificates;
    }
  }

  private static byte[] store(List<Certificate> certificates, long created) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeInt(certificates.size());
    for (int i = 0; i < certificates.size(); i++) {
      byte[] encoded = certificates.get(i).getEncoded();
      out.writeInt(TRUSTED_CERTIFICATE);
      out.writeUTF("debian-%03d".formatted(i));
      out.writeLong(created);
      out.writeUTF("X.509");
      out.writeInt(encoded.length);
      out.write(encoded);
    }
    var digest = MessageDigest.getInstance("SHA-1"); // fixed by the file format, not a choice
    digest.update(PASSWORD.getBytes(StandardCharsets.UTF_16BE));
    digest.update("Mighty Aphrodite".getBytes(StandardCharsets.UTF_8));
    digest.update(bytes.toByteArray());
    out.write(digest.digest());
    return bytes.toByteArray();
  }
}
