package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryCallersTest {

  private static final Principal ANN = Principal.person(new UserId(1));
  private static final BearerToken ANNS = new BearerToken("anns");

  @Test
  void tokenInTheMapBelongsToItsUser() {
    Callers callers = new InMemoryCallers(Map.of(ANNS, ANN));
    assertEquals(new Caller.Known(ANN), identified(callers, ANNS));
  }

  @Test
  void otherTokenIsRejected() {
    Callers callers = new InMemoryCallers(Map.of(ANNS, ANN));
    assertEquals(new Caller.Rejected(), identified(callers, new BearerToken("unknown")));
  }

  @Test
  void mapIsCopied() {
    Map<BearerToken, Principal> table = new HashMap<>(Map.of(ANNS, ANN));
    Callers callers = new InMemoryCallers(table);
    table.clear();
    assertEquals(new Caller.Known(ANN), identified(callers, ANNS));
  }

  private static Caller identified(Callers callers, BearerToken token) {
    return callers.identify(token).toCompletableFuture().join();
  }
}
