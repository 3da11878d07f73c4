package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.contract.Contract;
import io.micronaut.web.router.Router;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The routes match the contract, including those of controllers that do not implement a generated
 * interface.
 */
class UsersContractRoutesTest {

  /** Routes for operators, which are not part of the contract. */
  private static final String OPERATIONS = "(/health.*|/metrics|/openapi.yaml|/docs.*)";

  @Test
  void routesAreThoseOfTheContract() {
    try (UsersTestServer service =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED)) {
      Set<String> contract =
          Contract.read("openapi/users.yaml").operations().stream()
              .map(operation -> operation.method() + " " + operation.path())
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> routes =
          service.beans(Router.class).stream()
              .flatMap(router -> router.uriRoutes())
              .filter(route -> !route.getUriMatchTemplate().toString().matches(OPERATIONS))
              .filter(route -> !route.getHttpMethodName().equals("HEAD"))
              .map(route -> route.getHttpMethodName() + " " + route.getUriMatchTemplate())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(contract, routes);
    }
  }
}
