package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Use cases of sessions: begin, continue, list and end them. Thread-safe if the ports are; throws
 * their exceptions.
 */
public final class SessionService {

  /**
   * For this long after its replacement a refresh token returns the same next token again, for
   * clients that lost the response or sent two requests at once.
   */
  public static final Duration GRACE = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Tokens tokens;
  private final AttemptLimiter attempts;
  private final Clock clock;
  private final Duration lifetime;

  /**
   * @param lifetime of a session after its last use; not shorter than that of access tokens
   */
  public SessionService(
      Sessions sessions, Tokens tokens, AttemptLimiter attempts, Clock clock, Duration lifetime) {
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
  }

  /**
   * Begins a session of a user who has proved to be the user.
   *
   * @param generation the current one of the user's tokens
   */
  public IssuedTokens begin(User user, int generation) {
    Instant now = now();
    Session session = new Session(UUID.randomUUID(), user.id(), now, now, now.plus(lifetime));
    RefreshToken refresh = RefreshToken.random();
    sessions.begin(session, generation, refresh);
    return new IssuedTokens(tokens.issue(user, generation, session.id()), refresh);
  }

  /**
   * Replaces the refresh token. A token that was replaced earlier than {@link #GRACE} ends its
   * session, because two clients have it (RFC 9700, section 4.14). Counts rejected attempts of the
   * client.
   */
  public RefreshOutcome refresh(String token, ClientAddress client) {
    return attempts
        .waitForLogin(client)
        .<RefreshOutcome>map(RefreshOutcome.Limited::new)
        .orElseGet(() -> use(token, client));
  }

  private RefreshOutcome use(String token, ClientAddress client) {
    return RefreshToken.of(token)
        .map(presented -> replace(presented, client))
        .orElseGet(() -> rejected(client));
  }

  private RefreshOutcome replace(RefreshToken presented, ClientAddress client) {
    RefreshToken next = presented.next();
    Instant now = now();
    RefreshTokenUse use =
        sessions.refresh(
            new Sessions.Replacement(
                presented, next, presented.seal(next), now, now.minus(GRACE), now.plus(lifetime)));
    return switch (use) {
      case RefreshTokenUse.Replaced replaced ->
          refreshed(replaced.user(), replaced.generation(), replaced.session(), next);
      case RefreshTokenUse.Retried retried ->
          refreshed(
              retried.user(),
              retried.generation(),
              retried.session(),
              presented.open(retried.sealed()));
      case RefreshTokenUse.Reused reused -> new RefreshOutcome.Reused(reused.user());
      case RefreshTokenUse.Unknown unknown -> rejected(client);
    };
  }

  private RefreshOutcome refreshed(User user, int generation, UUID session, RefreshToken next) {
    return new RefreshOutcome.Refreshed(
        new IssuedTokens(tokens.issue(user, generation, session), next));
  }

  private RefreshOutcome rejected(ClientAddress client) {
    return attempts
        .spend(List.of(), client)
        .<RefreshOutcome>map(RefreshOutcome.Limited::new)
        .orElseGet(RefreshOutcome.Rejected::new);
  }

  /** The user's sessions, the last used first. */
  public List<Session> list(AccountId user) {
    return sessions.of(user, now());
  }

  /** Ends the session. Returns false if the user has no such session. */
  public boolean end(AccountId user, UUID session) {
    return sessions.end(user, session);
  }

  /** Ends all sessions of the user. */
  public void endAll(AccountId user) {
    sessions.endAll(user);
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
