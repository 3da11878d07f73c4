package dev.scores.devservices;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a long work has come: a bar on a terminal, a line now and then elsewhere. */
final class Progress {

  private static final int WIDTH = 80;
  private static final int MILLIS_ON_A_TERMINAL = 200;
  private static final int MILLIS_ELSEWHERE = 10_000;

  private Progress() {}

  static ProgressBar of(String work, int steps, PrintStream out) {
    var bar =
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII);
    return isTerminal()
        ? bar.setUpdateIntervalMillis(MILLIS_ON_A_TERMINAL)
            .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
            .build()
        : bar.setUpdateIntervalMillis(MILLIS_ELSEWHERE)
            .setConsumer(new DelegatingProgressBarConsumer(out::println, WIDTH))
            .build();
  }

  @SuppressWarnings("SystemConsoleNull") // It is null again, from JDK 25 on.
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
