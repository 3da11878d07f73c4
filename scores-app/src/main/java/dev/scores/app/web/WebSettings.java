package dev.scores.app.web;

import dev.scores.chassis.settings.ForbiddenValueException;
import dev.scores.chassis.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The settings of the web app. */
public final class WebSettings {

  static final String ENABLED = "web.enabled";
  static final String CATALOGUE = "web.catalogue";
  static final String CATALOGUE_ADDRESS = "web.catalogue-address";

  private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");
  private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~/-]*");

  public static final List<Setting> ALL =
      List.of(
          Setting.optional(
              "WEB",
              "on or off",
              "on",
              "Whether the service serves the web app at `/`.",
              value ->
                  switch (value) {
                    case "on", "off" -> Map.of(ENABLED, value.equals("on"));
                    default -> throw new IllegalArgumentException(value);
                  }),
          Setting.optional(
              "USERS_PUBLIC_URL",
              "an address such as https://users.example, or a path such as /accounts",
              "",
              "Where browsers reach the users service: for signing in on the web app. If not set,"
                  + " on the host of the page, at the port of `USERS_SERVICE_URL`.",
              WebSettings::usersPublicUrl),
          Setting.optional(
                  "EXERCISE_CATALOGUE",
                  "a file or an address such as https://lms.example/exercises.json",
                  "",
                  "The titles of exercises for the web app, in the order of its columns: a JSON"
                      + " array such as `[{\"id\": 85, \"title\": \"Two sum\"}]`. Everybody can"
                      + " read them. A file is read at the start, an address every minute.",
                  WebSettings::catalogue)
              .masked(WebSettings::withoutQuery));

  private WebSettings() {}

  private static Map<String, Object> usersPublicUrl(String value) {
    if (value.isEmpty()) {
      return Map.of();
    }
    if (!PATH.matcher(value).matches()) {
      requireHttp(URI.create(value));
    }
    return Map.of("web.users-url", value.equals("/") ? value : value.replaceFirst("/$", ""));
  }

  private static Map<String, Object> catalogue(String value) {
    if (value.isEmpty()) {
      return Map.of();
    }
    if (ADDRESS.matcher(value).matches()) {
      URI address = URI.create(value);
      requireHttp(URI.create(withoutQuery(value)));
      return Map.of(CATALOGUE_ADDRESS, address.toString());
    }
    return Map.of(CATALOGUE, file(value));
  }

  private static ExerciseCatalogue file(String path) {
    try {
      return ExerciseCatalogue.parse(Files.readAllBytes(Path.of(path)));
    } catch (InvalidPathException | IOException unreadable) {
      throw new ForbiddenValueException("the file " + path + " cannot be read");
    } catch (MalformedCatalogueException malformed) {
      throw new ForbiddenValueException("the file %s: %s".formatted(path, malformed.getMessage()));
    }
  }

  private static void requireHttp(URI address) {
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("not the address of a service");
    }
  }

  /** A query may contain a secret. */
  private static String withoutQuery(String address) {
    return address.replaceFirst("\\?.*", "");
  }
}
