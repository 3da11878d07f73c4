package dev.scores.devservices;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal; without one, a line every 10 s. */
final class Progress {

  private static final int WIDTH = 80;
  private static final int TERMINAL_INTERVAL_MILLIS = 200;
  private static final int LINE_INTERVAL_MILLIS = 10_000;

  private Progress() {}

  static ProgressBar of(String task, int steps, PrintStream out) {
    var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII);
    return isTerminal()
        ? bar.setUpdateIntervalMillis(TERMINAL_INTERVAL_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
            .build()
        : bar.setUpdateIntervalMillis(LINE_INTERVAL_MILLIS)
            .setConsumer(new DelegatingProgressBarConsumer(out::println, WIDTH))
            .build();
  }

  @SuppressWarnings("SystemConsoleNull") // Since JDK 25 it can be null again.
  private static boolean isTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }
}
