package dev.scores.chassis.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A command that parses its usual arguments itself, because loading picocli would delay it. */
public interface SelfParsing {

  /**
   * The command with these arguments. Empty if picocli has to parse them: they are those of another
   * command, invalid, or written in a less usual form.
   *
   * @param arguments all arguments of the program, the name of the command included
   */
  Optional<Callable<Integer>> parse(List<String> arguments);
}
