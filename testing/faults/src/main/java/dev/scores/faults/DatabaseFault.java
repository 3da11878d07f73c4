package dev.scores.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A fault of the database server, with its repair. */
enum DatabaseFault {
  STOPPED("stopped") {
    @Override
    Repair inject(DebianPostgres postgres) throws InterruptedException {
      postgres.stopFast();
      return postgres::start;
    }
  },
  KILLED("kill -9") {
    @Override
    Repair inject(DebianPostgres postgres) throws InterruptedException {
      postgres.kill();
      return postgres::start;
    }
  },
  RESTARTED("restarted") {
    @Override
    Repair inject(DebianPostgres postgres) throws InterruptedException {
      postgres.stopFast();
      long back = postgres.start();
      return () -> back;
    }
  },
  REJECTING("rejecting connections") {
    @Override
    Repair inject(DebianPostgres postgres) throws InterruptedException {
      postgres.rejectService();
      return postgres::acceptService;
    }
  },
  EXHAUSTED("out of connections") {
    @Override
    Repair inject(DebianPostgres postgres) {
      List<Connection> connections = new ArrayList<>();
      List<Connection> taken;
      // Repeat until the service has none: a freed connection must not return to it.
      do {
        postgres.disconnectService();
        taken = postgres.takeFreeConnections();
        connections.addAll(taken);
      } while (!taken.isEmpty() || postgres.serviceConnections() > 0);
      return () -> closeAll(connections);
    }
  },
  FROZEN("SIGSTOP") {
    @Override
    Repair inject(DebianPostgres postgres) throws InterruptedException {
      postgres.freeze();
      return postgres::thaw;
    }
  };

  /** The repair of a fault. */
  interface Repair {

    /** Repairs the fault. Returns the {@code System.nanoTime()} of the first successful check. */
    long repair() throws InterruptedException;
  }

  private final String title;

  DatabaseFault(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Blocks until the fault is in effect; a restart, until the server is back. */
  abstract Repair inject(DebianPostgres postgres) throws InterruptedException;

  private static long closeAll(List<Connection> connections) {
    try {
      for (Connection connection : connections) {
        connection.close();
      }
      return System.nanoTime();
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
