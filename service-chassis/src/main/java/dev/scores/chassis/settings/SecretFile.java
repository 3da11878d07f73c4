package dev.scores.chassis.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file with a secret, as container platforms mount them. */
public final class SecretFile {

  private SecretFile() {}

  /**
   * The text of the file, without white space at both ends.
   *
   * @param variable the variable with the path, for messages. They do not contain the path: it may
   *     be a secret that was set under the wrong name.
   * @throws InvalidSettingsException if the file is empty or cannot be read
   */
  public static String read(String path, String variable) {
    String text;
    try {
      text = Files.readString(Path.of(path)).strip();
    } catch (NoSuchFileException | InvalidPathException missing) {
      throw wrong(variable, "there is no such file");
    } catch (AccessDeniedException denied) {
      throw wrong(variable, "the service has no permission to read the file");
    } catch (CharacterCodingException binary) {
      throw wrong(variable, "the file is not UTF-8 text");
    } catch (IOException unreadable) {
      throw wrong(variable, "the file cannot be read");
    }
    if (text.isEmpty()) {
      throw wrong(variable, "the file is empty");
    }
    return text;
  }

  private static InvalidSettingsException wrong(String variable, String reason) {
    return new InvalidSettingsException(List.of("%s is wrong: %s".formatted(variable, reason)));
  }
}
