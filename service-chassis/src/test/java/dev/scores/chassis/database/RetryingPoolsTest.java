package dev.scores.chassis.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import org.junit.jupiter.api.Test;

class RetryingPoolsTest {

  @Test
  void sourceHasThePoolsSettings() throws Exception {
    RetryingDataSource source = RetryingPools.of(pool("socketTimeout", "2"), new DatabaseLog());
    assertEquals("scores", source.getDatabaseName());
    assertEquals("db", source.getServerNames()[0]);
    assertEquals("ann", source.getUser());
    assertEquals("secret", source.getPassword());
    assertEquals("2", source.getProperty("socketTimeout"));
    assertEquals("database \"scores\" at db:5432", RetryingPools.name(source));
  }

  @Test
  void unknownDriverPropertyIsNamed() {
    IllegalArgumentException unknown =
        assertThrows(
            IllegalArgumentException.class,
            () -> RetryingPools.of(pool("sockets", "2"), new DatabaseLog()));
    assertEquals("unknown property of the JDBC driver: sockets", unknown.getMessage());
  }

  private static DatasourceConfiguration pool(String property, String value) {
    DatasourceConfiguration pool = new DatasourceConfiguration("default");
    pool.setUrl("jdbc:postgresql://db:5432/scores");
    pool.setUsername("ann");
    pool.setPassword("secret");
    pool.addDataSourceProperty(property, value);
    return pool;
  }
}
