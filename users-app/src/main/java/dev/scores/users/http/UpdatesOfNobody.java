package dev.scores.users.http;

import dev.scores.chassis.http.RequestRewrite;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an update of what is no id for one of an id that is nobody's: of an update the payload is
 * judged first (design, section 4), but the framework reads paths before payloads, and where it
 * lets a filter change a request it loses the payload.
 */
@Singleton
final class UpdatesOfNobody implements RequestRewrite {

  private static final Pattern OF_A_USER =
      Pattern.compile("/users/([^/?]+)(?:\\?.*)?", Pattern.DOTALL);
  private static final Pattern ENCODED_DIGIT = Pattern.compile("%3([0-9])");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]*");
  private static final String NOBODY = "/users/" + Long.MAX_VALUE;

  @Override
  public void rewrite(HttpRequest request) {
    if (request.method().equals(HttpMethod.PUT) && isOfNobody(request.uri())) {
      request.setUri(NOBODY);
    }
  }

  /** No group is repeated: of five thousand digits that would take five thousand stack frames. */
  private static boolean isOfNobody(String target) {
    Matcher user = OF_A_USER.matcher(target);
    return user.matches()
        && !ID.matcher(ENCODED_DIGIT.matcher(user.group(1)).replaceAll("$1")).matches();
  }
}
