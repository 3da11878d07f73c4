package dev.scores.devservices;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a development server, writes a row and waits to be killed. */
final class DevelopmentServerMain {

  private DevelopmentServerMain() {}

  public static void main(String[] arguments) throws Exception {
    var postgres = DevPostgres.forDevelopment(Path.of(arguments[0]));
    var url = postgres.database("kept");
    Sql.execute(url, "create table fact as select 42 as value");
    System.out.println("written to " + url);
    new CountDownLatch(1).await();
  }
}
