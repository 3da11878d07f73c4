package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Admission control finds the estimates of the coalescers' queues by name, and works without. */
class CoalescerQueuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"coalesced-reads", "coalesced-lists", "coalesced-writes"})
  void everyQueueOfACoalescerIsEstimated(String name) throws IOException {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users)) {
      ApplicationContext context = service.bean(ApplicationContext.class);
      assertTrue(context.containsBean(LongSupplier.class, Qualifiers.byName(name)));
    }
  }
}
