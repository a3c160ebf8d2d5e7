package dev.sextant.statistics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Compares with what Python's libraries say; skipped with a message where they are missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PeerTest {
  private final String script;
  private final String packages;
  private final String missing;
  private Peers peers;

  /**
   * A comparison.
   *
   * @param script the resource that answers
   * @param packages what it imports, with commas between
   */
  protected PeerTest(String script, String packages) {
    this.script = script;
    this.packages = packages;
    this.missing = "skipped: no Python that imports " + packages + "; -Dsextant.python names one";
  }

  /** The process that answers. */
  protected Peers peers() {
    return Objects.requireNonNull(peers);
  }

  @BeforeAll
  void startPeers() throws Exception {
    peers = Peers.start(script, packages).orElse(null);
    if (peers == null) {
      System.out.println(missing);
    }
  }

  @BeforeEach
  void skipWithoutPeers() {
    assumeTrue(peers != null, missing);
  }

  @AfterAll
  void endPeers() throws Exception {
    if (peers != null) {
      peers.close();
    }
  }
}
