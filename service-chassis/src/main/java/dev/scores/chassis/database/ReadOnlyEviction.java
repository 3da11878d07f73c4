package dev.scores.chassis.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Closes a connection of the pool whose server accepts no writes, so that the pool looks for the
 * primary again, as after a failover. The pool itself closes only connections that are broken.
 * Created by the pool ({@code service-defaults.yml}).
 */
public final class ReadOnlyEviction implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException fault) {
    return SqlFault.isOfReadOnlyServer(fault) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
