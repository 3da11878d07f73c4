package dev.scores.chassis.tls;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The metric {@code tls_certificate_expiry_seconds}; NaN without TLS. */
@Singleton
final class CertificateMetrics implements MeterBinder {

  private final Optional<WatchedCertificate> certificate;

  CertificateMetrics(Optional<WatchedCertificate> certificate) {
    this.certificate = certificate;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("tls.certificate.expiry.seconds", this, CertificateMetrics::secondsLeft)
        .description("Time until the certificate in TLS_CERTIFICATE expires.")
        .register(registry);
  }

  private double secondsLeft() {
    return certificate
        .map(watched -> (double) Duration.between(Instant.now(), watched.expiry()).toSeconds())
        .orElse(Double.NaN);
  }
}
