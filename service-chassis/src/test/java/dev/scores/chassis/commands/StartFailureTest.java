package dev.scores.chassis.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.BindException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartFailureTest {

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            new IllegalStateException("no bean"),
            "The service cannot start: no bean (IllegalStateException)"),
        arguments(
            new IllegalStateException("outer", new IllegalArgumentException("inner")),
            "The service cannot start: inner (IllegalArgumentException)"),
        arguments(
            new IllegalStateException("first line\nsecond line"),
            "The service cannot start: first line (IllegalStateException)"),
        arguments(
            new IllegalStateException(),
            "The service cannot start: no reason given (IllegalStateException)"),
        arguments(goingInCircles(), "The service cannot start: inner (IllegalArgumentException)"),
        arguments(
            new IllegalStateException(""),
            "The service cannot start: no reason given (IllegalStateException)"),
        arguments(
            new IllegalStateException("outer", new BindException("Address already in use")),
            "PORT: the port cannot be listened on: Address already in use"),
        arguments(
            new IllegalStateException("outer", new SQLException("no such role")),
            "DATABASE_URL: the database cannot be used: no such role"),
        arguments(
            new IllegalStateException(
                "outer", new SQLException("middle", new ConnectException("refused"))),
            "DATABASE_URL: the database cannot be used: refused"),
        arguments(
            new SQLException("no such role", "28000"),
            "DATABASE_URL: the database cannot be used: no such role (SQLSTATE 28000)"),
        arguments(
            new SQLException("too many clients already", "53300"),
            "DATABASE_URL: the database cannot be used: too many clients already (SQLSTATE 53300)"),
        arguments(
            new SQLException("permission denied", "42501"),
            "The database failed an operation: permission denied (SQLSTATE 42501)"),
        arguments(
            new SQLException("middle", new BindException("no local port left")),
            "DATABASE_URL: the database cannot be used: no local port left"));
  }

  private static Throwable goingInCircles() {
    IllegalArgumentException inner = new IllegalArgumentException("inner");
    IllegalStateException outer = new IllegalStateException("outer", inner);
    inner.initCause(outer);
    return outer;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void startFailureIsOneLineThatNamesTheVariable(Throwable fault, String line) {
    assertEquals(line, StartFailure.line(fault));
  }
}
