package dev.scores.chassis.database;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives each pool a {@link PersistentDataSource} made of the pool's own settings. */
@Singleton
final class PersistentPool implements BeanCreatedEventListener<DatasourceConfiguration> {

  private final List<PersistentDataSource> sources = new CopyOnWriteArrayList<>();

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    PersistentDataSource source = of(event.getBean());
    event.getBean().setDataSource(source);
    sources.add(source);
    return event.getBean();
  }

  static PersistentDataSource of(DatasourceConfiguration pool) {
    PersistentDataSource source = new PersistentDataSource();
    source.setURL(pool.getUrl());
    source.setUser(pool.getUsername());
    source.setPassword(pool.getPassword());
    pool.getDataSourceProperties()
        .forEach((name, value) -> set(source, name.toString(), value.toString()));
    return source;
  }

  /** Before the pool, which would wait for its last try. */
  @PreDestroy
  void close() {
    sources.forEach(PersistentDataSource::close);
  }

  private static void set(PersistentDataSource source, String name, String value) {
    try {
      source.setProperty(name, value);
    } catch (SQLException unknown) {
      throw new IllegalArgumentException("the driver knows no property " + name, unknown);
    }
  }
}
