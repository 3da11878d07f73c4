package dev.scores.chassis.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

class VirtualThreadCarriersTest {

  @Test
  void testsRunOnTheCarriersOfProduction() {
    assertEquals(
        VirtualThreadCarriers.count(),
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism());
  }
}
