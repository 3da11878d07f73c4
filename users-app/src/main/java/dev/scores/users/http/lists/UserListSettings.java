package dev.scores.users.http.lists;

import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.UserService;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;

/**
 * Settings of the list of users.
 *
 * @param defaultLimit the limit of a request without one; 0 for the whole list
 */
@ConfigurationProperties("lists")
public record UserListSettings(int defaultLimit) {

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
              "LIST_DEFAULT_LIMIT",
              "a number of users, 0 to 1000",
              "0",
              "The `limit` of list requests that have none; 0 streams the whole list.",
              Setting.number("lists.default-limit", 0, UserService.MAX_PAGE)));
}
