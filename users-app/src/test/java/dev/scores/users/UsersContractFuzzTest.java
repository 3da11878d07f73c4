package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.fuzzer.FuzzTarget;
import dev.scores.fuzzer.Fuzzer;
import dev.scores.fuzzer.TableSnapshot;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checks responses to random requests against the contract. */
class UsersContractFuzzTest {

  /** Some 60 for each operation; .ci/nightly sends more. */
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 1000);

  @Test
  void fuzzedRequestsObeyTheContract() throws SQLException {
    try (UsersTestServer service =
            UsersTestServer.start(
                "LOGIN_RATE_LIMIT", "0", "USERS_ACCESS", "open", "SMTP_URL", "smtp://127.0.0.1:1");
        TableSnapshot rows =
            new TableSnapshot(service.connect(), "users", "revoked_tokens", "service_accounts")) {
      Fuzzer.Report report =
          Fuzzer.run(new UsersTarget(service, rows), "openapi/users.yaml", REQUESTS);
      System.out.println(report);
      assertEquals(List.of(), report.faults());
      assertEquals(List.of(), report.neverSucceeded());
    }
  }

  /** The token of the examples, for one purpose at a time. */
  private static final String MAIL_TOKEN = "h3vQ0mYk1nD8rT5sXfQhB2cLw7eUaVt9KxGi4oMZyRj";

  /** Ada, an admin, is user 1, with the password of the contract's examples. */
  private static final class UsersTarget implements FuzzTarget {

    private final UsersTestServer service;
    private final TableSnapshot rows;
    private final SignedJWT first;
    private int resets;

    UsersTarget(UsersTestServer service, TableSnapshot rows) {
      this.service = service;
      this.rows = rows;
      String issued =
          service
              .post(
                  "/auth/register",
                  "{\"username\":\"ada\",\"email\":\"ada@example.com\","
                      + "\"password\":\"correct horse battery\"}")
              .token();
      try {
        this.first = SignedJWT.parse(issued);
      } catch (ParseException fault) {
        throw new IllegalStateException(issued, fault);
      }
      service.register("root");
      rows.execute(
          "update users set admin = true; create schema fuzz; create table fuzz.users as table users");
    }

    @Override
    public int port() {
      return service.port();
    }

    /** A new token for each request: some requests log out or end sessions. */
    @Override
    public String token() {
      try {
        SignedJWT token =
            new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(first.getHeader().getKeyID())
                    .type(first.getHeader().getType())
                    .build(),
                new JWTClaimsSet.Builder(first.getJWTClaimsSet())
                    .jwtID(UUID.randomUUID().toString())
                    .claim("sid", null)
                    .build());
        token.sign(new ECDSASigner(UsersTestServer.KEY));
        return token.serialize();
      } catch (JOSEException | ParseException fault) {
        throw new IllegalStateException(fault);
      }
    }

    @Override
    public String stored() {
      return rows.digest();
    }

    @Override
    public void reset() {
      rows.execute(
          "truncate users, revoked_tokens, service_accounts restart identity cascade; "
              + "insert into users overriding system value table fuzz.users; "
              + "alter table users alter column id restart with 1000; "
              + "insert into users (username, email) select 'u' || i, 'u' || i || '@example.com' "
              + "from generate_series(1, 3) i; "
              + "insert into service_accounts values ('sa_4FDxeROp1q1Y6tSWoVcIuw', 'autograder',"
              + " sha256('x'), '{scores:write}', now()); "
              + "insert into sessions select '0191f8a4-6c2e-4d1b-9f0a-3b7c5d9e1f24', id,"
              + " token_generation, now(), now(), now() + interval '1 day', sha256('x'), sha256('y')"
              + " from users where id = 1; "
              + "insert into mail_tokens select sha256('"
              + MAIL_TOKEN
              + "'), id, '"
              + (resets++ % 2 == 0 ? "PASSWORD_RESET" : "EMAIL_CONFIRMATION")
              + "', token_generation, email, now(), now() + interval '1 day' from users where id = 1");
    }
  }
}
