package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Unix signals. */
enum Signal {
  TERM,
  KILL,
  STOP,
  CONT;

  /** Sends the signal to all processes at once. Of several, ended ones are ignored. */
  void to(Stream<ProcessHandle> processes) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
    List<String> ids = processes.map(process -> Long.toString(process.pid())).toList();
    command.addAll(ids);
    try {
      Command.run(command);
    } catch (IllegalStateException someAreGone) {
      if (ids.size() == 1) {
        throw someAreGone;
      }
    }
  }

  void to(ProcessHandle process) throws InterruptedException {
    to(Stream.of(process));
  }
}
