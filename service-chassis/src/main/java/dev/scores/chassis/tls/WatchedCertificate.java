package dev.scores.chassis.tls;

import dev.scores.chassis.settings.InvalidSettingsException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.KeyStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/**
 * Gives the server the certificate in {@code TLS_CERTIFICATE} and {@code TLS_KEY}, and reloads it
 * when the files change. New connections then use it; open ones stay. Files that cannot be used
 * leave the former certificate in use; the log has one line for each problem.
 *
 * <p>The files are read at an interval, because a watch of their directory misses files behind
 * symbolic links, as Kubernetes and certbot have them, and the framework's own provider would serve
 * a pair of which one file is old.
 */
@Singleton
@Named(WatchedCertificate.NAME)
@Requires(property = TlsSettings.ENABLED, value = "true")
final class WatchedCertificate implements CertificateProvider {

  /** The value of {@code micronaut.server.ssl.key-name}. */
  static final String NAME = "service";

  private static final Logger LOG = LoggerFactory.getLogger(WatchedCertificate.class);

  private final TlsSettings settings;
  private final Sinks.Many<KeyStore> stores = Sinks.many().replay().latest();

  private volatile ServerCertificate current;

  /** The problem that the last reading found. */
  private @Nullable String found;

  /** The last problem in the log. */
  private @Nullable String reported;

  /**
   * @throws InvalidSettingsException if the files cannot be used
   */
  WatchedCertificate(TlsSettings settings) {
    this.settings = settings;
    this.current = read();
    use(current);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Publisher<KeyStore> getKeyStore() {
    return stores.asFlux();
  }

  /** Reads the files. Runs on one thread at a time. */
  @Scheduled(fixedDelay = "${tls.reload-interval}")
  void reload() {
    try {
      ServerCertificate read = read();
      found = null;
      reported = null;
      if (!read.equals(current)) {
        use(read);
        current = read;
        LOG.info("TLS_CERTIFICATE: new certificate, valid until {}", read.expiry());
      }
    } catch (InvalidSettingsException unusable) {
      report(String.join("; ", unusable.lines()));
    }
  }

  /** Reports a problem that two readings found: while the files are replaced, one can find any. */
  private void report(String problem) {
    if (problem.equals(found) && !problem.equals(reported)) {
      reported = problem;
      LOG.warn("{}; the former certificate stays in use until {}", problem, current.expiry());
    }
    found = problem;
  }

  private ServerCertificate read() {
    return ServerCertificate.read(settings.certificate(), settings.key());
  }

  private void use(ServerCertificate certificate) {
    if (certificate.expiry().isBefore(Instant.now())) {
      LOG.warn("TLS_CERTIFICATE: the certificate expired at {}", certificate.expiry());
    }
    stores.tryEmitNext(certificate.keyStore()).orThrow();
  }

  /** When the certificate in use expires. */
  Instant expiry() {
    return current.expiry();
  }
}
