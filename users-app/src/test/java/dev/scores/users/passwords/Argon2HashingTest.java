package dev.scores.users.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.HashingBusyException;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.PasswordHash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2HashingTest {

  private static final Password SECRET = new Password("correct horse");

  private static final ClientAddress HERE = ClientAddress.loopback();

  private final Argon2Hashing hashing =
      new Argon2Hashing(new PasswordSettings(2, Duration.ofSeconds(5)));

  @AfterEach
  void stop() {
    hashing.stop();
  }

  @Test
  void hashNamesItsAlgorithmAndParameters() {
    String form = "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}";
    assertTrue(hashing.hash(SECRET, HERE).value().matches(form));
    assertTrue(hashing.decoyHash().value().matches(form));
  }

  @Test
  void passwordMatchesOnlyItsHash() {
    PasswordHash hash = hashing.hash(SECRET, HERE);
    assertTrue(hashing.matches(SECRET, hash, HERE));
    assertFalse(hashing.matches(new Password("correct horsf"), hash, HERE));
    assertFalse(hashing.matches(SECRET, hashing.decoyHash(), HERE));
  }

  @Test
  void everyHashHasItsOwnSalt() {
    assertNotEquals(hashing.hash(SECRET, HERE), hashing.hash(SECRET, HERE));
  }

  @Test
  void everyByteOfThePasswordCounts() {
    String longest = "x".repeat(Password.MAX_BYTES - 1);
    PasswordHash hash = hashing.hash(new Password(longest + "a"), HERE);
    assertTrue(hashing.matches(new Password(longest + "a"), hash, HERE));
    assertFalse(hashing.matches(new Password(longest + "b"), hash, HERE));
    PasswordHash withNul = hashing.hash(new Password("before\u0000after"), HERE);
    assertFalse(hashing.matches(new Password("before\u0000other"), withNul, HERE));
  }

  /** From the reference implementation: argon2 somesalt -id -t 2 -m 16 -p 1. */
  @Test
  void hashOfTheReferenceImplementationMatches() {
    assertTrue(
        hashing.matches(
            new Password("password"),
            new PasswordHash(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                    + "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
            HERE));
  }

  @Test
  void hashWithOtherParametersIsOutdated() {
    assertFalse(hashing.isOutdated(hashing.hash(SECRET, HERE)));
    assertFalse(hashing.isOutdated(hashing.decoyHash()));
    String hash = hashing.hash(SECRET, HERE).value();
    for (String other :
        List.of(
            hash.replace("m=19456", "m=12288"),
            hash.replace("t=2", "t=3"),
            hash.replace("p=1", "p=2"),
            hash.replace("argon2id", "argon2i"))) {
      assertTrue(hashing.isOutdated(new PasswordHash(other)), other);
    }
  }

  @Test
  void hashThatWaitsTooLongIsRejected() {
    Argon2Hashing impatient = new Argon2Hashing(new PasswordSettings(1, Duration.ofMillis(20)));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<PasswordHash>> hashes =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> impatient.hash(SECRET, HERE), threads))
              .toList();
      List<Throwable> rejected =
          hashes.stream()
              .map(
                  hash -> {
                    try {
                      hash.join();
                      return null;
                    } catch (CompletionException fault) {
                      return fault.getCause();
                    }
                  })
              .filter(fault -> fault != null)
              .toList();
      assertFalse(rejected.isEmpty());
      assertTrue(rejected.size() < 8);
      rejected.forEach(fault -> assertEquals(HashingBusyException.class, fault.getClass()));
    }
    boolean isHashed = false;
    while (!isHashed) {
      try {
        impatient.hash(SECRET, HERE);
        isHashed = true;
      } catch (HashingBusyException stalled) {
        Thread.onSpinWait(); // On a busy machine even a hash that waits for none may start late.
      }
    }
    impatient.stop();
  }

  @Test
  void interruptedCallerDoesNotWait() {
    Thread.currentThread().interrupt();
    assertThrows(HashingBusyException.class, () -> hashing.hash(SECRET, HERE));
    assertTrue(Thread.interrupted());
  }
}
