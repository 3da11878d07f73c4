package dev.scores.chassis.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database: {@code postgres://user[:password]@host[:port][,…]/db[?…]}
 * (also {@code postgresql://}), or a JDBC URL.
 *
 * @param jdbcUrl without user and password unless the address was a JDBC URL
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> user, Optional<String> password) {

  public static final String FORM =
      "postgres://user:password@host:5432/database, or jdbc:postgresql://host:5432/database?user=…";

  /** Passwords in the files of this repository (docker-compose.yml, Dockerfile). */
  private static final List<String> WELL_KNOWN = List.of("postgres", "scores", "users");

  /** The same as text. */
  static final String WELL_KNOWN_PASSWORDS =
      String.join(", ", WELL_KNOWN.subList(0, WELL_KNOWN.size() - 1))
          + " or "
          + WELL_KNOWN.getLast();

  private static final String JDBC = "jdbc:postgresql://";

  private static final Pattern SERVER_TYPE = Pattern.compile("[?&]targetServerType=([^&]*)");

  private static final Pattern JDBC_PASSWORD = Pattern.compile("[?&]password=([^&]*)");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?]+)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^@/?]+)/(?<database>[^/?]+)(?:\\?(?<query>.*))?");

  /** 1 to 65535. */
  private static final String PORT =
      "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

  private static final Pattern HOSTS =
      Pattern.compile(
          "HOST(?:,HOST)*"
              .replace("HOST", "(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::PORT)?")
              .replace("PORT", PORT));

  /**
   * @throws IllegalArgumentException if the text is not such an address
   */
  public static DatabaseUrl parse(String address) {
    if (address.startsWith(JDBC) && address.length() > JDBC.length()) {
      return new DatabaseUrl(address, Optional.empty(), Optional.empty());
    }
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || !HOSTS.matcher(parts.group("hosts")).matches()) {
      throw new IllegalArgumentException("not a PostgreSQL address");
    }
    return new DatabaseUrl(
        JDBC + parts.group("hosts") + "/" + parts.group("database") + query(parts),
        decoded(parts.group("user")),
        decoded(parts.group("password")));
  }

  private static String query(Matcher parts) {
    String given = Optional.ofNullable(parts.group("query")).orElse("");
    return given.isEmpty() ? "" : "?" + given;
  }

  /**
   * Returns this address such that, of several hosts, the driver connects to the primary, which
   * accepts writes.
   *
   * @throws ForbiddenValueException if it asks for another kind of server
   */
  public DatabaseUrl ofPrimary() {
    if (SERVER_TYPE
        .matcher(jdbcUrl)
        .results()
        .anyMatch(type -> !type.group(1).equals("primary") && !type.group(1).equals("master"))) {
      throw new ForbiddenValueException(
          "targetServerType must be primary, because the service writes");
    }
    return withServerType("primary");
  }

  /** Returns this address such that, of several hosts, the driver prefers a standby. */
  public DatabaseUrl ofStandby() {
    return withServerType("preferSecondary");
  }

  private DatabaseUrl withServerType(String type) {
    String hosts = jdbcUrl.substring(JDBC.length()).split("[/?]", 2)[0];
    if (!hosts.contains(",") || SERVER_TYPE.matcher(jdbcUrl).find()) {
      return this;
    }
    return new DatabaseUrl(
        jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "targetServerType=" + type, user, password);
  }

  private static Optional<String> decoded(String part) {
    return Optional.ofNullable(part)
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /**
   * Returns this address if its password is safe. An address without a password is accepted,
   * because it uses other authentication, such as a certificate.
   *
   * @throws ForbiddenValueException if the password is empty or well known
   */
  public DatabaseUrl withOwnPassword() {
    Matcher parameter = JDBC_PASSWORD.matcher(jdbcUrl);
    Optional<String> secret =
        password.or(() -> parameter.find() ? decoded(parameter.group(1)) : Optional.empty());
    if (secret.filter(text -> text.isEmpty() || WELL_KNOWN.contains(text)).isPresent()) {
      throw new ForbiddenValueException(
          "outside dev and test the database's password must not be empty, "
              + WELL_KNOWN_PASSWORDS);
    }
    return this;
  }

  /** The address for a log, with asterisks in place of passwords. */
  public static String withoutPassword(String address) {
    return address
        .replaceFirst("^(\\w+://[^:@/?]*):[^@/?]*@", "$1:***@")
        .replaceAll("(?i)(password=)[^&]*", "$1***");
  }

  /** The properties of the default pool. */
  Map<String, Object> properties() {
    return properties("default");
  }

  /** The properties of a pool. */
  public Map<String, Object> properties(String pool) {
    String prefix = "datasources." + pool + ".";
    Map<String, Object> properties = new HashMap<>();
    properties.put(prefix + "url", jdbcUrl);
    user.ifPresent(name -> properties.put(prefix + "username", name));
    password.ifPresent(secret -> properties.put(prefix + "password", secret));
    return properties;
  }
}
