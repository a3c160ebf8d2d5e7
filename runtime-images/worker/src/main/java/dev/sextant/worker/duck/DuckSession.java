package dev.sextant.worker.duck;

import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.WorkerContext;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB instance on a database file: bounded in memory and threads, never reaching the
 * network, and every statement ends when the job is cancelled or its deadline passes.
 */
public final class DuckSession implements AutoCloseable {
  private final DuckDBConnection connection;
  private final WorkerContext context;
  private final ScheduledExecutorService watch;
  private volatile boolean cancelled;

  private DuckSession(DuckDBConnection connection, WorkerContext context) {
    this.connection = connection;
    this.context = context;
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("query-deadline").factory());
  }

  /** Opens or makes the database file. */
  public static DuckSession open(
      Path database, WorkerContext context, MemoryBudget memory, int threads, String timeZone)
      throws SQLException {
    return open(database.toString(), context, memory, threads, timeZone);
  }

  /** Opens a database in memory, which spills what is more than that. */
  public static DuckSession inMemory(
      WorkerContext context, long memoryBytes, int threads, String timeZone) throws SQLException {
    return open("", context, new MemoryBudget(memoryBytes), threads, timeZone);
  }

  private static DuckSession open(
      String database, WorkerContext context, MemoryBudget memory, int threads, String timeZone)
      throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", (memory.duckBytes() >> 20) + "MiB");
    settings.setProperty("threads", Integer.toString(Math.max(1, threads)));
    settings.setProperty("temp_directory", context.scratch().resolve("spill").toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    DuckDBConnection connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + database, settings);
    DuckSession session = new DuckSession(connection, context);
    session.execute("SET TimeZone = " + Sql.text(timeZone));
    return session;
  }

  /**
   * From now on this instance can neither reach files, other databases and extensions, nor change
   * its own settings.
   */
  public void lock() throws SQLException {
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  /** The connection, to register functions on. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** Runs a statement; the number of rows that it changed, if it says so. */
  public long execute(String sql) throws SQLException {
    // A failed statement closes itself, so that every query has a statement of its own.
    try (Statement statement = connection.createStatement();
        Guard _ = new Guard(statement)) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  /** Reads the rows of a query one by one. */
  public <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        Guard _ = new Guard(statement);
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  /** Hands every row of a query to a consumer; nothing is kept. */
  public void forEach(String sql, RowConsumer consumer) throws SQLException {
    try (Statement statement = connection.createStatement();
        Guard _ = new Guard(statement);
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        consumer.accept(rows);
      }
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  /** The one whole number that a query gives. */
  public long number(String sql) throws SQLException {
    return query(sql, row -> row.getLong(1)).getFirst();
  }

  /** An interrupted query says why it was interrupted. */
  private SQLException explained(SQLException error) {
    // What a cancelled statement says depends on how far it was.
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (cancelled || message.contains("interrupt")) {
      context.checkpoint();
    }
    return error;
  }

  @Override
  public void close() throws SQLException {
    watch.shutdownNow();
    connection.close();
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Turns the current row into a value. */
    T read(ResultSet row) throws SQLException;
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface RowConsumer {
    /** Uses the current row. */
    void accept(ResultSet row) throws SQLException;
  }

  /** Cancels a statement at the deadline or on request, until it is closed. */
  private final class Guard implements AutoCloseable {
    private final ScheduledFuture<?> timer;
    private final Cancellation.Registration registration;

    Guard(Statement statement) {
      timer =
          watch.schedule(
              () -> cancel(statement), context.remaining().toMillis() + 1, TimeUnit.MILLISECONDS);
      registration = context.cancellation().onCancel(() -> cancel(statement));
    }

    private void cancel(Statement statement) {
      cancelled = true;
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It ended by itself in the meantime.
        System.getLogger(DuckSession.class.getName())
            .log(System.Logger.Level.DEBUG, "nothing to cancel", e);
      }
    }

    @Override
    public void close() {
      timer.cancel(false);
      registration.close();
    }
  }
}
