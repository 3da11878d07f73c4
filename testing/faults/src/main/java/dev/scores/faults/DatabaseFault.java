package dev.scores.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The ways in which a database goes away, and comes back. */
enum DatabaseFault {
  STOPPED("stopped") {
    @Override
    Healing inflict(DebianPostgres postgres) throws InterruptedException {
      postgres.stopFast();
      return postgres::start;
    }
  },
  KILLED("kill -9") {
    @Override
    Healing inflict(DebianPostgres postgres) throws InterruptedException {
      postgres.kill();
      return postgres::start;
    }
  },
  RESTARTED("restarted") {
    @Override
    Healing inflict(DebianPostgres postgres) throws InterruptedException {
      postgres.stopFast();
      long back = postgres.start();
      return () -> back;
    }
  },
  REFUSING("refusing connections") {
    @Override
    Healing inflict(DebianPostgres postgres) throws InterruptedException {
      postgres.refuse();
      return postgres::readmit;
    }
  },
  EXHAUSTED("out of connections") {
    @Override
    Healing inflict(DebianPostgres postgres) {
      List<Connection> hoard = new ArrayList<>();
      List<Connection> taken;
      // Until others have them all: what the service loses must not come back to it.
      do {
        postgres.disconnectService();
        taken = postgres.takeAll();
        hoard.addAll(taken);
      } while (!taken.isEmpty() || postgres.serviceConnections() > 0);
      return () -> letGo(hoard);
    }
  },
  FROZEN("SIGSTOP") {
    @Override
    Healing inflict(DebianPostgres postgres) throws InterruptedException {
      postgres.freeze();
      return postgres::thaw;
    }
  };

  /** Brings the database back. */
  interface Healing {

    /** Returns the {@code System.nanoTime()} at which it was seen to be back. */
    long heal() throws InterruptedException;
  }

  private final String title;

  DatabaseFault(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Returns when the database is away, or, restarted, back already. */
  abstract Healing inflict(DebianPostgres postgres) throws InterruptedException;

  private static long letGo(List<Connection> hoard) {
    try {
      for (Connection connection : hoard) {
        connection.close();
      }
      return System.nanoTime();
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
