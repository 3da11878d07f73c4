package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.ScriptedService.Reply;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to a stub, and reactions to the responses. */
class DemoAccountsTest {

  private static final String REGISTER =
      """
      POST /auth/register - {"email":"ada.okafor@example.com","password":"demo-password","username":"ada.okafor"}""";
  private static final Reply TOKEN = new Reply(201, "{\"auth_token\":\"t.o.k\"}");
  private static final Reply TAKEN = new Reply(400, "{\"status\":\"fail\"}");
  private static final Reply DONE = new Reply(200, "{\"status\":\"success\"}");

  private static final List<Student> CLASS =
      List.of(new Student("ada.okafor"), new Student("ben.kaya"), new Student("clara.ito"));

  private final ScriptedService service = new ScriptedService();
  private final AtomicInteger done = new AtomicInteger();

  DemoAccountsTest() throws IOException {}

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void classIsTheSameEachTime() {
    assertEquals(Student.all(), Student.all());
    var names = Student.all().stream().map(Student::username).distinct().toList();
    assertEquals(200, names.size());
    assertTrue(names.stream().allMatch(name -> name.matches("[a-z]{2,}\\.[a-z]{2,}")));
  }

  @Test
  void firstAndLastStudentAreRegisteredInTheirPlaces() throws Exception {
    service.reply("/auth/register", TOKEN, TAKEN, TOKEN);
    enrol();
    assertEquals(
        List.of(
            REGISTER,
            REGISTER.replace("ada.okafor", "ben.kaya"),
            REGISTER.replace("ada.okafor", "clara.ito")),
        service.requests);
    assertEquals(3, done.get());
  }

  @Test
  void lastStudentShowsThatTheClassIsEnrolled() throws Exception {
    service.reply("/auth/login", new Reply(404, "{}"), token("t.o.k"));
    try (var client = new JsonClient()) {
      var accounts = new DemoAccounts(service.spec(), client);
      assertFalse(accounts.isEnrolled(CLASS));
      assertTrue(accounts.isEnrolled(CLASS));
    }
    assertTrue(service.requests.getFirst().contains("clara.ito"), service.requests::toString);
  }

  @Test
  void responseWithRetryAfterIsRetried() throws Exception {
    service.reply("/auth/register", new Reply(503, ""), new Reply(429, ""), TOKEN, TOKEN, TOKEN);
    enrol();
    assertEquals(List.of(REGISTER, REGISTER, REGISTER), service.requests.subList(0, 3));
    assertEquals(5, service.requests.size());
  }

  @Test
  void retriesEndAfter20Tries() {
    service.reply(
        "/auth/register", Collections.nCopies(20, new Reply(503, "busy")).toArray(Reply[]::new));
    var exception = assertThrows(StartupException.class, this::enrol);
    assertEquals(
        service.spec().at("/auth/register") + " did not register ada.okafor: 503 busy",
        exception.getMessage());
    assertEquals(20, service.requests.size());
  }

  @Test
  void unexpectedResponseIsQuoted() {
    service.reply("/auth/register", TOKEN, new Reply(501, "not yet"));
    var exception = assertThrows(StartupException.class, this::enrol);
    assertEquals(
        service.spec().at("/auth/register") + " did not register ben.kaya: 501 not yet",
        exception.getMessage());
    assertEquals(1, done.get());
  }

  @Test
  void adminAppointsTheTeacher() throws Exception {
    service.reply("/auth/register", TAKEN);
    service.reply("/auth/login", token("teacher"), token("admin"));
    service.reply("/auth/status", new Reply(200, "{\"data\":{\"id\":7}}"));
    service.reply("/users/7", DONE);
    appointTeacher();
    assertEquals(
        List.of(
            "GET /auth/status Bearer teacher ",
            "PUT /users/7 Bearer admin"
                + " {\"username\":\"teacher\",\"email\":\"teacher@example.com\",\"teacher\":true}"),
        service.requests.subList(3, 5));
  }

  @Test
  void teacherWithAChangedPasswordIsLeftAlone() throws Exception {
    service.reply("/auth/register", TAKEN);
    service.reply("/auth/login", new Reply(404, "{}"), token("admin"));
    appointTeacher();
    assertEquals(3, service.requests.size());
  }

  private static Reply token(String token) {
    return new Reply(200, "{\"auth_token\":\"" + token + "\"}");
  }

  private void enrol() throws InterruptedException {
    try (var client = new JsonClient()) {
      new DemoAccounts(service.spec(), client).enrol(CLASS, done::incrementAndGet);
    }
  }

  private void appointTeacher() throws InterruptedException {
    try (var client = new JsonClient()) {
      new DemoAccounts(service.spec(), client).appointTeacher();
    }
  }
}
