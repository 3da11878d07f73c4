package dev.scores.chassis.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for {@code localhost} and its key, as PEM; made with keytool. */
public record TestCertificate(X509Certificate certificate, String chain, String key) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * @param algorithm RSA or EC
   */
  public static TestCertificate of(String algorithm) {
    return of(algorithm, "CN=localhost", "-0d", 2);
  }

  /** One that has expired. */
  public static TestCertificate expired() {
    return of("EC", "CN=localhost", "-10d", 2);
  }

  /** One whose subject is not that of the others. */
  static TestCertificate ofOtherName() {
    return of("EC", "CN=other", "-0d", 2);
  }

  private static TestCertificate of(String algorithm, String name, String start, int days) {
    try {
      Path directory = Files.createTempDirectory("certificate");
      Path file = directory.resolve("store.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  algorithm,
                  "-keysize",
                  algorithm.equals("RSA") ? "2048" : "256",
                  "-dname",
                  name,
                  "-ext",
                  "SAN=dns:localhost,ip:127.0.0.1",
                  "-startdate",
                  start,
                  "-validity",
                  Integer.toString(days),
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  new String(PASSWORD))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      X509Certificate certificate = (X509Certificate) store.getCertificate("server");
      return new TestCertificate(
          certificate,
          pem("CERTIFICATE", certificate.getEncoded()),
          pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (GeneralSecurityException | InterruptedException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der));
  }

  /** Writes both files, each by renaming, and returns the settings that name them. */
  public Map<String, String> writeTo(Path directory) {
    return Map.of(
        "TLS_CERTIFICATE", write(directory.resolve("tls.crt"), chain),
        "TLS_KEY", write(directory.resolve("tls.key"), key));
  }

  private static String write(Path file, String text) {
    try {
      Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toString();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Trusts this certificate only. */
  public SSLContext client() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
