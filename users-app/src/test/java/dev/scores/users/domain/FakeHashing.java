package dev.scores.users.domain;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts hashes, which contain the password in plain text. */
final class FakeHashing implements PasswordHashing {

  private static final PasswordHash DECOY = new PasswordHash("");

  private final AtomicInteger hashes = new AtomicInteger();

  int hashes() {
    return hashes.get();
  }

  @Override
  public PasswordHash hash(Password password, ClientAddress client) {
    hashes.incrementAndGet();
    return new PasswordHash("hash of " + password.text());
  }

  @Override
  public boolean matches(Password password, PasswordHash hash, ClientAddress client) {
    return hash(password, client).equals(hash) || old(password).equals(hash);
  }

  @Override
  public boolean isSupported(PasswordHash hash) {
    return hash.value().contains("hash of ");
  }

  /** A hash with outdated parameters. */
  static PasswordHash old(Password password) {
    return new PasswordHash("old hash of " + password.text());
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    return hash.value().startsWith("old ");
  }

  @Override
  public PasswordHash decoyHash() {
    return DECOY;
  }
}
