package dev.scores.conformance;

import dev.scores.conformance.RuleStop.Deviation;
import dev.scores.conformance.RuleStop.Unavailable;
import java.util.Optional;

/** Finds out whether there is a scores service that accepts the tokens. */
final class Reachability {

  private Reachability() {}

  /** Returns why the service cannot be checked, in one line. */
  static Optional<String> problem(RunSettings settings) {
    try (ServiceUnderTest service = new ServiceUnderTest(settings, new Journal(settings))) {
      CheckedResponse list = service.get("/scores?limit=1");
      if (!isScoresList(list)) {
        return Optional.of(
            "%s is no scores service: GET /scores?limit=1 returned %s"
                .formatted(settings.service(), list.summary()));
      }
      return rejected("--token", settings.token(), service)
          .or(() -> rejected("--other-token", settings.otherToken(), service.other()));
    } catch (Deviation none) {
      return unreachable(settings, none.response());
    } catch (Unavailable none) {
      return unreachable(settings, none.response());
    }
  }

  private static Optional<String> unreachable(RunSettings settings, CheckedResponse response) {
    return Optional.of(
        settings.service()
            + " cannot be reached: "
            + (response.status() == 0 ? response.body() : response.summary()));
  }

  /** Whether the response has a list, in whatever form: the rules judge the form. */
  private static boolean isScoresList(CheckedResponse response) {
    try {
      return response.status() == 200 && response.tree().at("/data/scores").isArray();
    } catch (Deviation notJson) {
      return false;
    }
  }

  private static Optional<String> rejected(String option, String token, ServiceUnderTest service) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    CheckedResponse response = service.read("/scores/user?limit=1");
    return response.status() == 401 || response.status() == 403
        ? Optional.of(
            "The service rejected the token of %s: GET /scores/user?limit=1 returned %s"
                .formatted(option, response.summary()))
        : Optional.empty();
  }
}
