package dev.sextant.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What all tests of a run stand on: charts and workspace, installed once, and from then on the
 * history of what was made and the logs of what ran. With {@code -Dsextant.installed=true} nothing
 * is installed, for those who run one test again and again.
 */
final class Stage implements BeforeAllCallback {
  static final String NAMESPACE = "demo";

  /** Open for as long as the tests run. */
  private record Open(History history, PodLogs logs) implements AutoCloseable {
    @Override
    public void close() {
      history.close();
      logs.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    open(context);
  }

  static History history(ExtensionContext context) {
    return open(context).history();
  }

  private static Open open(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Stage.class))
        .computeIfAbsent(Open.class, key -> begin(), Open.class);
  }

  private static Open begin() {
    Workspace workspace =
        Boolean.getBoolean("sextant.installed")
            ? Workspace.of(NAMESPACE)
            : Workspace.prepare(NAMESPACE);
    return new Open(History.of(workspace), PodLogs.of(workspace));
  }
}
