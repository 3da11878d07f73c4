/**
 * TLS at the service, with a certificate from files.
 *
 * <p>Start with {@link dev.scores.chassis.tls.WatchedCertificate}, which gives the framework's
 * server the certificate and reloads it (docs/adr/0053).
 */
@NullMarked
package dev.scores.chassis.tls;

import org.jspecify.annotations.NullMarked;
