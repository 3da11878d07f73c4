package dev.scores.app.webhooks;

import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One target of {@code WEBHOOKS}.
 *
 * @param name in logs and metrics
 * @param secrets at least one; of several, each signs every message
 */
record Webhook(String name, URI url, List<WebhookSecret> secrets) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  Webhook {
    secrets = List.copyOf(secrets);
  }

  /**
   * Parses {@code name=URL#secret}, or {@code name=URL#secret&secret}. A fragment is not part of
   * what a client sends, so a URL needs none.
   *
   * @throws IllegalArgumentException with the problem, without any part of the text
   */
  static Webhook parse(String text) {
    String[] named = text.split("=", 2);
    if (named.length < 2 || !NAME.matcher(named[0]).matches()) {
      throw new IllegalArgumentException(
          "it must be name=URL#secret, with 1 to 40 characters a-z, 0-9 or - in the name");
    }
    String[] parts = named[1].split("#", 2);
    URI url = url(parts[0]);
    if (parts.length < 2) {
      throw new IllegalArgumentException("its URL must be followed by # and a secret");
    }
    return new Webhook(
        named[0], url, Arrays.stream(parts[1].split("&", -1)).map(WebhookSecret::parse).toList());
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme());
      if ((scheme.equals("https") || scheme.equals("http"))
          && url.getHost() != null
          && url.getRawUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException malformed) {
      // Its message has the URL, whose path may be a secret.
    }
    throw new IllegalArgumentException(
        "its URL must be an http or https address without user and password");
  }

  /** The value of the header {@code webhook-signature}. */
  String signatures(String id, long seconds, byte[] body) {
    return secrets.stream().map(secret -> secret.sign(id, seconds, body)).collect(joining(" "));
  }

  /** The name and the server, for people. Path and query of the URL may be secret, too. */
  @Override
  public String toString() {
    return name + "=" + url.getScheme() + "://" + url.getRawAuthority();
  }
}
