package dev.scores.chassis.tls;

import dev.scores.chassis.settings.InvalidSettingsException;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of the certificate, if TLS is on.
 *
 * @param certificate {@code TLS_CERTIFICATE}
 * @param key {@code TLS_KEY}
 */
@ConfigurationProperties("tls")
@Requires(property = TlsSettings.ENABLED, value = "true")
public record TlsSettings(String certificate, String key) {

  /** Unlike the files, it is not set in the context of a command. */
  static final String ENABLED = "micronaut.server.ssl.enabled";

  private static final String CERTIFICATE = "tls.certificate";
  private static final String KEY = "tls.key";

  /**
   * Checks the files before the service starts.
   *
   * @param properties those made from the settings
   * @throws InvalidSettingsException if only one is set, or if the files cannot be used
   */
  public static void check(Map<String, Object> properties) {
    @Nullable Object certificate = properties.get(CERTIFICATE);
    @Nullable Object key = properties.get(KEY);
    if (certificate == null && key == null) {
      return;
    }
    if (certificate == null || key == null) {
      throw new InvalidSettingsException(
          List.of(
              "TLS_CERTIFICATE and TLS_KEY belong together: %s is not set"
                  .formatted(key == null ? "TLS_KEY" : "TLS_CERTIFICATE")));
    }
    ServerCertificate.read(certificate.toString(), key.toString());
  }
}
