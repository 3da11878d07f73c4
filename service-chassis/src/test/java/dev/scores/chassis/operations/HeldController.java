package dev.scores.chassis.operations;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.concurrent.CountDownLatch;

/** A route that responds when a test releases it. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class HeldController {

  final CountDownLatch received = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);

  @Get("/held")
  @ExecuteOn(TaskExecutors.BLOCKING)
  String held() throws InterruptedException {
    received.countDown();
    release.await();
    return "at last";
  }

  @Get("/things/{id}")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  String thing(long id) {
    return "thing " + id;
  }
}
