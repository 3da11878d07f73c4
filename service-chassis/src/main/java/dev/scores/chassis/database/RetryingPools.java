package dev.scores.chassis.database;

import static java.util.stream.Collectors.joining;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Gives each pool a {@link RetryingDataSource} with the pool's settings. */
@Singleton
final class RetryingPools implements BeanCreatedEventListener<DatasourceConfiguration> {

  private final DatabaseLog log;
  private final List<RetryingDataSource> sources = new CopyOnWriteArrayList<>();

  RetryingPools(DatabaseLog log) {
    this.log = log;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    boolean isDefault = event.getBean().getName().equals("default");
    DatabaseLog itsLog = isDefault ? log : new DatabaseLog();
    RetryingDataSource source = of(event.getBean(), itsLog);
    itsLog.name((isDefault ? "" : event.getBean().getName() + " ") + name(source));
    event.getBean().setDataSource(source);
    sources.add(source);
    return event.getBean();
  }

  static RetryingDataSource of(DatasourceConfiguration pool, DatabaseLog log) {
    RetryingDataSource source = new RetryingDataSource(log);
    source.setURL(pool.getUrl());
    source.setUser(pool.getUsername());
    source.setPassword(pool.getPassword());
    pool.getDataSourceProperties()
        .forEach((name, value) -> set(source, name.toString(), value.toString()));
    return source;
  }

  /** The database as operators know it, without user and password. */
  static String name(RetryingDataSource source) {
    String[] hosts = source.getServerNames();
    int[] ports = source.getPortNumbers();
    return IntStream.range(0, hosts.length)
        .mapToObj(i -> hosts[i] + ":" + (ports[i] == 0 ? 5432 : ports[i]))
        .collect(joining(",", "database \"%s\" at ".formatted(source.getDatabaseName()), ""));
  }

  /** Runs before the pool closes, which would wait for the last attempt. */
  @PreDestroy
  void close() {
    sources.forEach(RetryingDataSource::close);
  }

  private static void set(RetryingDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException unknown) {
      throw new IllegalArgumentException("unknown property of the JDBC driver: " + name, unknown);
    }
  }
}
