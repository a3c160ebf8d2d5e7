package dev.sextant.operator.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server on loopback, and can be cut. With several servers it leads
 * each new connection to the next of them, as a Service does.
 */
public final class Proxy implements AutoCloseable {
  private final int[] targets;
  private final AtomicInteger connections = new AtomicInteger();
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket listening;

  /** Leads to those ports in turn. */
  public Proxy(int... targets) {
    this.targets = targets.clone();
    this.port = listen(0);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Ends every connection and takes no more, as if the server had died. */
  public void cut() {
    close();
  }

  /** Takes connections again. */
  public void mend() {
    listen(port);
  }

  @Override
  public void close() {
    ServerSocket socket = listening;
    listening = null;
    try {
      if (socket != null) {
        socket.close();
      }
      for (Socket one : open) {
        one.close();
      }
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      listening = socket;
      Thread.ofVirtual().start(() -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket from = socket.accept();
        open.add(from);
        Thread.ofVirtual().start(() -> connect(from));
        if (socket.isClosed()) {
          from.close();
        }
      } catch (IOException e) {
        // It was cut.
      }
    }
  }

  private void connect(Socket from) {
    try (from) {
      int target = targets[connections.getAndIncrement() % targets.length];
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(to);
      Thread.ofVirtual().start(() -> pipe(to, from));
      pipe(from, to);
    } catch (IOException e) {
      // The server is not there: the client sees a closed connection.
    }
  }

  private void pipe(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Either side has ended.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }
}
