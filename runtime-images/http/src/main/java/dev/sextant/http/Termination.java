package dev.sextant.http;

import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * Runs an ordered end when the process is told to end (SIGTERM, SIGINT), then exits with 0.
 *
 * <p>A shutdown hook would not do: the JVM exits with 143 after one, which reads as a failure, and
 * logging is switched off by a hook of its own at the same moment. The JDK's only way to take a
 * signal is {@code sun.misc.Signal}, which compilers warn of without a way to say otherwise, so it
 * is called by reflection.
 */
public final class Termination {
  private Termination() {}

  /**
   * From now on a signal runs the end on a thread of its own and then exits.
   *
   * @throws IllegalStateException where the run time cannot take signals
   */
  @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
  public static void onSignal(Runnable end) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlers.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      exitAfter(end);
                      yield null;
                    }
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "Termination" + Arrays.toString(arguments);
                  });
      for (String name : new String[] {"TERM", "INT"}) {
        Object signal = signals.getConstructor(String.class).newInstance(name);
        signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime cannot take signals", e);
    }
  }

  private static void exitAfter(Runnable end) {
    Thread.ofPlatform()
        .name("termination")
        .start(() -> {
          end.run();
          System.exit(0);
        });
  }
}
