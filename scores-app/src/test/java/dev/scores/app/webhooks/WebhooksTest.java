package dev.scores.app.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import dev.scores.chassis.settings.Settings;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The setting {@code WEBHOOKS}. Secrets, paths and queries of URLs contain {@code sesame}. */
class WebhooksTest {

  private static final Setting SETTING = WebhookSettings.ALL.getFirst();
  private static final String SECRET = "whsec_" + "sesame12".repeat(4);

  @Test
  void targetsAreParsed() {
    Webhooks webhooks =
        webhooks("lms=https://lms.example/sesame?key=sesame#%1$s&%1$s, b-2=http://[::1]:80#%1$s");
    Webhook lms = webhooks.targets().getFirst();
    assertEquals("lms", lms.name());
    assertEquals(URI.create("https://lms.example/sesame?key=sesame"), lms.url());
    assertEquals(2, lms.secrets().size());
    assertEquals("b-2", webhooks.targets().getLast().name());
    assertEquals(URI.create("http://[::1]:80"), webhooks.targets().getLast().url());
  }

  @Test
  void logShowsNamesAndServersOnly() {
    String value = "lms=https://lms.example/sesame?key=sesame#" + SECRET;
    assertEquals("lms=https://lms.example", SETTING.masked().apply(value));
    Webhooks webhooks = webhooks("lms=https://lms.example/sesame#%1$s");
    assertEquals("lms=https://lms.example", webhooks.toString());
    assertFalse(webhooks.targets().toString().contains("sesame"));
    assertEquals("whsec_***", webhooks.targets().getFirst().secrets().getFirst().toString());
  }

  @Test
  void withoutTargetsThereAreNoProperties() {
    assertEquals(Map.of(), SETTING.reader().properties(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sesame | target 1: it must be name=URL#secret, with 1 to 40 characters a-z, 0-9 or - in the name",
        "Sesame=https://a# | target 1: it must be name=URL#secret, with 1 to 40 characters a-z, 0-9 or - in the name",
        "a=https://a#S, | target 2: it must be name=URL#secret, with 1 to 40 characters a-z, 0-9 or - in the name",
        "a=https://a#S,a=https://b#S | target 2: another target has this name",
        "a=ftp://sesame#S | target 1: its URL must be an http or https address without user and password",
        "a=https:///sesame#S | target 1: its URL must be an http or https address without user and password",
        "a=https://sesame:sesame@a#S | target 1: its URL must be an http or https address without user and password",
        "a=https://a b/sesame#S | target 1: its URL must be an http or https address without user and password",
        "a=https://a/sesame | target 1: its URL must be followed by # and a secret",
        "a=https://a# | target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64",
        "a=https://a#S& | target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64",
        "a=https://a#sesame | target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64",
        "a=https://a#whsec_sesame+! | target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64",
        "a=https://a#whsec_sesame | target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64"
      })
  void problemIsReportedWithoutTheValue(String value, String problem) {
    assertProblem(value.replace("S", SECRET), problem);
  }

  @Test
  void secretHas24To64Bytes() {
    webhooks("a=https://a#whsec_" + bytes(24));
    webhooks("a=https://a#whsec_" + bytes(64));
    String problem = "target 1: a secret must be whsec_ followed by 24 to 64 bytes in base64";
    assertProblem("a=https://a#whsec_" + bytes(23), problem);
    assertProblem("a=https://a#whsec_" + bytes(65), problem);
  }

  private static String bytes(int number) {
    return Base64.getEncoder().encodeToString(new byte[number]);
  }

  private static void assertProblem(String value, String problem) {
    InvalidSettingsException error =
        assertThrows(
            InvalidSettingsException.class,
            () -> Settings.read(WebhookSettings.ALL, Map.of("WEBHOOKS", value)));
    assertEquals("WEBHOOKS is wrong: " + problem, String.valueOf(error.getMessage()).strip());
  }

  private static Webhooks webhooks(String value) {
    Map<String, Object> properties =
        Settings.read(WebhookSettings.ALL, Map.of("WEBHOOKS", value.formatted(SECRET)));
    return (Webhooks) Objects.requireNonNull(properties.get("webhooks.targets"));
  }
}
