package dev.sextant.router;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address in front of several, as a Service is: a new connection goes to one of those that are
 * listed, and stays with it whatever happens to the list.
 */
final class Balancer implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Integer> ports = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();

  Balancer() throws IOException {
    this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  void add(int port) {
    ports.add(port);
  }

  void remove(int port) {
    ports.remove(Integer.valueOf(port));
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = socket.accept();
        Thread.startVirtualThread(() -> connect(caller));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void connect(Socket caller) {
    List<Integer> listed = List.copyOf(ports);
    try (caller;
        Socket server =
            new Socket(
                InetAddress.getLoopbackAddress(),
                listed.get(Math.floorMod(turn.getAndIncrement(), listed.size())))) {
      open.add(caller);
      open.add(server);
      caller.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread back = Thread.startVirtualThread(() -> copy(server, caller));
      copy(caller, server);
      back.join();
    } catch (IOException e) {
      // The caller sees a connection that is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has gone; the other hears of it by the end of the connection.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
